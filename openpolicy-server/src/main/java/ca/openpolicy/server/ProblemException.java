// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

/** Ends the work on a request with a problem as its answer. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * Makes the exception; it has no stack trace, for nothing is wrong with the server.
     *
     * @param problem the answer
     */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /**
     * Nothing is at the address.
     *
     * @param detail what was looked for
     * @return the exception
     */
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, detail));
    }

    /**
     * The answer.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}
