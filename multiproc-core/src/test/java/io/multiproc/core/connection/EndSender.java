package io.multiproc.core.connection;

import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;

import io.multiproc.connection.Connection;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends an end of a pipe, and has no file descriptor left when that arrives and calls; run with few of them. */
final class EndSender {

    private static final Duration LONG = Duration.ofSeconds(50);

    private EndSender() {}

    public static void main(String[] arguments) throws Exception {
        try (Pipe control = pipe();
                Pipe orders = pipe();
                Pipe sent = pipe()) {
            ChildProcess child = process(EndSender::receiveWhenTold, control.second(), orders.second());
            child.start();
            control.first().send("are you there?");
            orders.first().recv();
            control.first().send(sent.second());
            Deque<FileInputStream> open = new ArrayDeque<>();
            try {
                openAll(open);
                orders.first().send("receive");
                boolean unused = sent.first().poll(Duration.ofMillis(500));
            } finally {
                for (FileInputStream each : open) {
                    each.close();
                }
            }
            System.out.println(
                    sent.first().poll(LONG) ? "received " + sent.first().recv() : "nothing came");
            child.join();
            System.out.println("exit code " + child.exitCode().getAsInt());
        }
    }

    static void receiveWhenTold(Connection control, Connection orders) throws Exception {
        orders.send(control.recv());
        orders.recv();
        control.recv(Connection.class).send("from the child");
    }

    private static void openAll(Deque<FileInputStream> open) {
        while (true) {
            try {
                open.add(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                System.out.println(e.getMessage());
                return;
            }
        }
    }
}
