// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.canada;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Passes a body on until it is larger than it may be. */
final class LimitedBody<T> implements BodySubscriber<T> {
    /** The body was larger than it may be. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        private final long most;

        TooLargeException(long most) {
            super("the body is larger than " + most + " bytes");
            this.most = most;
        }

        /** How large it might have been. */
        long most() {
            return most;
        }
    }

    private final BodySubscriber<T> target;
    private final long most;
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private long count;
    private boolean over;

    LimitedBody(BodySubscriber<T> target, long most) {
        this.target = target;
        this.most = most;
    }

    @Override
    public CompletionStage<T> getBody() {
        return target.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = Optional.of(started);
        target.onSubscribe(started);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            count += buffer.remaining();
        }
        if (over) {
            return;
        }
        over = count > most;
        if (over) {
            subscription.ifPresent(Flow.Subscription::cancel);
            target.onError(new TooLargeException(most));
        } else {
            target.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (!over) {
            target.onError(thrown);
        }
    }

    @Override
    public void onComplete() {
        if (!over) {
            target.onComplete();
        }
    }
}
