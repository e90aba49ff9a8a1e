// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problems that an answer can report. */
public enum ProblemType {
    /** A parameter that the address does not take. */
    UNKNOWN_PARAMETER(400, "There is no such parameter", "Leave it out, or take one of those that the answer allows."),
    /** A value that a parameter does not take. */
    INVALID_VALUE(400, "A value is not allowed", "The answer names each faulty parameter and what it takes."),
    /** A cursor that is damaged or of another query. */
    INVALID_CURSOR(
            400,
            "The cursor does not belong to this query",
            "Follow the next and prev links as they are; a cursor is good for the query that gave it only."),
    /** More than the largest page was wanted. */
    LIMIT_EXCEEDED(400, "More was asked for than one answer gives", "Ask for less, and follow the next links."),
    /** A request that cannot be read. */
    MALFORMED_REQUEST(400, "The request cannot be read", "It does not follow the rules of HTTP or of addresses."),
    /** A body that is no JSON, or none that can be taken apart. */
    MALFORMED_BODY(400, "The body cannot be read", "Send one JSON object, as UTF-8, each name once."),
    /** A write by nobody. */
    UNAUTHENTICATED(401, "Nobody is named", "Send the header Authorization: Bearer and a valid token."),
    /** What the caller may not do. */
    FORBIDDEN(403, "This is not allowed", "Another caller or another server may do it."),
    /** Nothing is at the address. */
    NOT_FOUND(404, "There is no such thing", "The address is wrong, or what it named is not known here."),
    /** The address does not take the method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", "The header Allow says which methods are."),
    /** No wanted form can be made. */
    NOT_ACCEPTABLE(406, "No such form is made", "Accept JSON, NDJSON or CSV, as the documents say of each address."),
    /** The client was too slow. */
    REQUEST_TIMEOUT(408, "The request took too long", "Send it again."),
    /** What is there speaks against it. */
    CONFLICT(409, "Something is in the way", "Look at what is there, then decide anew."),
    /** It was here once. */
    GONE(410, "It is no more", "A deleted thing has a history; a place in the changes says where to begin again."),
    /** A body without a length. */
    LENGTH_REQUIRED(411, "The length of the body is missing", "Send Content-Length, or the body in chunks."),
    /** Somebody else was faster. */
    PRECONDITION_FAILED(412, "It has changed since", "Read it again, then write with the ETag of that answer."),
    /** The body is too large. */
    BODY_TOO_LARGE(413, "The body is too large", "Send less."),
    /** The address is too long. */
    URI_TOO_LONG(414, "The address is too long", "Ask with fewer or shorter parameters."),
    /** A body of a kind that is not read. */
    UNSUPPORTED_MEDIA_TYPE(415, "The kind of body is not read here", "Send the Content-Type that the detail names."),
    /** A body whose content is not right. */
    INVALID_BODY(422, "The content of the body is wrong", "The answer points at each faulty place."),
    /** A write that does not say what it has seen. */
    PRECONDITION_REQUIRED(428, "If-Match is missing", "Send If-Match with the ETag of the version that you have seen."),
    /** Too many requests. */
    QUOTA_EXCEEDED(429, "Too many requests", "Come back after the seconds of Retry-After."),
    /** The headers are too large. */
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers."),
    /** A fault of the server. */
    INTERNAL(500, "Something went wrong here", "It is no fault of the request; its trace id finds it in the log."),
    /** What the server works with does not answer. */
    ENGINE_UNAVAILABLE(503, "The service cannot answer just now", "Try again after the seconds of Retry-After.");

    private final int status;
    private final String title;
    private final String advice;

    ProblemType(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    /**
     * The HTTP status.
     *
     * @return such as 404
     */
    public int status() {
        return status;
    }

    /**
     * What it says, the same each time.
     *
     * @return one line
     */
    public String title() {
        return title;
    }

    /**
     * What can be done about it.
     *
     * @return one or two sentences
     */
    public String advice() {
        return advice;
    }

    /**
     * Its name on the wire.
     *
     * @return such as {@code not-found}
     */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ProblemType> named(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /**
     * The kind that says what a status says.
     *
     * @param status an HTTP status from 400 on
     * @return the most general kind of that status
     */
    public static ProblemType ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status && type != UNKNOWN_PARAMETER)
                .filter(type -> status != 400 || type == MALFORMED_REQUEST)
                .findFirst()
                .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL);
    }
}
