// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.queries;

import java.io.IOException;

/** A server that answers as another does, but for one fault. */
final class Faulty implements Asker {
    private final Asker right;
    private final Mutation mutation;
    private boolean used;

    Faulty(Asker right, Mutation mutation) {
        this.right = right;
        this.mutation = mutation;
    }

    /** Whether any answer had the fault since this was last asked. */
    boolean used() {
        boolean was = used;
        used = false;
        return was;
    }

    @Override
    public Answer get(String path) throws IOException, InterruptedException {
        Answer answer = right.get(path);
        String changed = used || answer.status() != 200 ? answer.body() : mutation.change(answer.body());
        used |= !changed.equals(answer.body());
        return answer.with(changed);
    }
}
