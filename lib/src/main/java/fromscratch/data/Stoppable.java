package fromscratch.data;

import fromscratch.linalg.Cancellation;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;

/** Streams that go on until the thread that made them is interrupted: then they throw {@link CancellationException}. */
final class Stoppable {
    private Stoppable() {
    }

    /** @param what for the message, see {@link Cancellation#check} */
    static InputStream input(InputStream in, String what) {
        Cancellation cancellation = Cancellation.of(what);
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                cancellation.check();
                return in.read();
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                cancellation.check();
                return in.read(into, from, count);
            }
        };
    }

    /** @param what for the message, see {@link Cancellation#check} */
    static OutputStream output(OutputStream out, String what) {
        Cancellation cancellation = Cancellation.of(what);
        return new FilterOutputStream(out) {
            @Override
            public void write(int oneByte) throws IOException {
                cancellation.check();
                out.write(oneByte);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                cancellation.check();
                out.write(bytes, from, count);
            }
        };
    }
}
