package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import java.util.Arrays;

/**
 * A worker sends through its end of a pipe, the main process receives from the other.
 *
 * <pre>{@code
 * def f(conn):
 *     conn.send([42, None, 'hello'])
 *     conn.close()
 *
 * if __name__ == '__main__':
 *     parent_conn, child_conn = Pipe()
 *     p = Process(target=f, args=(child_conn,))
 *     p.start()
 *     print(parent_conn.recv())
 *     p.join()
 * }</pre>
 */
public final class PipeHello {

    private PipeHello() {}

    static void f(Connection conn) throws Exception {
        conn.send(Arrays.asList(42, null, "hello"));
        conn.close();
    }

    public static void main(String[] args) throws Exception {
        try (Pipe pipe = pipe()) {
            ChildProcess p = process(PipeHello::f, pipe.second());
            p.start();
            System.out.println(pipe.first().recv());
            p.join();
        }
    }
}
