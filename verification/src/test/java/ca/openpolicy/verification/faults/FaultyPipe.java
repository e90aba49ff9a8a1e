// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification.faults;

import ca.openpolicy.verification.faults.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of a connection. It holds some half a megabyte at most; what is more waits where it comes from. One
 * thread reads, another writes.
 */
final class FaultyPipe {
    private static final int CHUNK = 8_192;
    private static final int CHUNKS = 64;
    private static final int SLICES_PER_SECOND = 20;
    private static final long SECOND = 1_000_000_000;

    private final FaultyLink link;
    private final FaultGate gate;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final BlockingQueue<Chunk> held = new ArrayBlockingQueue<>(CHUNKS);
    private Random turns;
    private long seed;

    FaultyPipe(FaultyLink link, FaultGate gate, Direction direction, Socket from, Socket to) {
        this.link = link;
        this.gate = gate;
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.turns = turns(seed);
    }

    /** Not the same in both directions: what is said again would be made whole on its way back. */
    private Random turns(long newSeed) {
        return new Random(direction == Direction.TO_SERVER ? newSeed : ~newSeed);
    }

    /**
     * What was read at once; nothing stands for the end.
     *
     * @param bytes the content
     * @param readAt the moment
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(byte[] bytes, long readAt) {
        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    void read() throws InterruptedException {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                held.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime()));
            }
            held.put(new Chunk(new byte[0], System.nanoTime()));
        } catch (IOException broken) {
            if (!gate.current().swallowing()) {
                link.close();
            }
        }
    }

    void write() throws InterruptedException {
        try {
            OutputStream out = to.getOutputStream();
            boolean ended = false;
            while (!ended) {
                Chunk next = held.take();
                gate.awaitMoment(
                        faults -> next.readAt() + faults.delay(direction).toNanos());
                gate.await(faults -> faults.swallowing() || !faults.isStopped(direction));
                ended = !link.swallows() && pass(next, out);
            }
            link.endOne();
        } catch (IOException broken) {
            link.close();
        }
    }

    /** True after the end. */
    private boolean pass(Chunk chunk, OutputStream out) throws IOException, InterruptedException {
        if (chunk.isEnd()) {
            to.shutdownOutput();
            return true;
        }
        corrupt(chunk.bytes(), gate.current());
        writeSlowly(chunk.bytes(), out);
        return false;
    }

    /** One decision for each byte, however they come in chunks. */
    private void corrupt(byte[] bytes, Faults faults) {
        if (faults.corruption() == 0) {
            return;
        }
        if (seed != faults.seed()) {
            seed = faults.seed();
            turns = turns(seed);
        }
        for (int index = 0; index < bytes.length; index++) {
            if (turns.nextDouble() < faults.corruption()) {
                bytes[index] ^= (byte) (1 << turns.nextInt(Byte.SIZE));
            }
        }
    }

    private void writeSlowly(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
        int written = 0;
        while (written < bytes.length) {
            long rate = gate.current().bytesPerSecond();
            int left = bytes.length - written;
            int slice = rate == 0 ? left : (int) Math.min(left, Math.max(1, rate / SLICES_PER_SECOND));
            out.write(bytes, written, slice);
            written += slice;
            if (rate != 0) {
                long start = System.nanoTime();
                gate.awaitMoment(faults -> faults.bytesPerSecond() == rate ? start + slice * SECOND / rate : start);
            }
        }
    }
}
