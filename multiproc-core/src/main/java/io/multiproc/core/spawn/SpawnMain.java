package io.multiproc.core.spawn;

import io.multiproc.core.child.CollectingTime;
import io.multiproc.core.child.WorkRunner;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.core.current.ParentLink;
import io.multiproc.core.logging.LogSender;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.memory.ProcessName;
import io.multiproc.process.ExitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a child JVM: connects to the parent, learns who it is and what to run, and runs it.
 *
 * <p>The way from here to the program's code loads no class of Netty.
 */
public final class SpawnMain {

    /** What it says without a ticket, and {@link StartDiagnosis} gives it none. */
    static final String NO_PARENT = "multiproc: this child cannot reach its parent: ";

    private static final int CANNOT_START = 70;

    /** What a spare is called while it preloads classes, also in what they make, until it has work and a name. */
    private static final String SPARE = "multiproc-spare";

    /**
     * What implements the api, by the names of services: a child need not look for it in all the jars of its class
     * path.
     */
    private static final String[][] PROVIDERS = {
        {"io.multiproc.MultiprocessingProvider", "io.multiproc.core.CoreProvider"},
        {"io.multiproc.process.ProcessControl$Factory", "io.multiproc.core.process.ManagedProcessFactory"}
    };

    private SpawnMain() {}

    /** Starts the child; takes no arguments, since everyone can read those. */
    public static void main(String[] arguments) throws Throwable {
        StartPhases.own().mark(StartPhase.MAIN_ENTERED);
        CollectingTime.begin(); // before what is preloaded may collect
        for (String[] provider : PROVIDERS) {
            if (System.getProperty(provider[0]) == null) { // else it is the program's own choice
                System.setProperty(provider[0], provider[1]);
            }
        }
        StartTicket ticket = null;
        Endpoint control;
        ControlReader reader;
        Frame start;
        try {
            ticket = StartTicket.read(System.in);
            System.setIn(InputStream.nullInputStream());
            control = Endpoint.connect(ticket.hub(), ticket.link(), LinkKind.CONTROL);
            StartPhases.own().mark(StartPhase.CONNECTED);
            reader = ControlReader.standBy(control, ticket.hub());
            start = receiveStart(control);
        } catch (IOException e) {
            if (ticket == null || !ControlReader.isParentGone(ticket.hub())) { // else nobody minds
                System.err.println(NO_PARENT + e + " (SpawnMain is started by a parent process, not by hand)");
            }
            giveUp(ticket);
            return;
        }
        if (start != null && AtExit.hasBegun()) {
            System.exit(CANNOT_START); // waits for the end that a signal brings: the work is for another
        } else if (start == null || start.type() != FrameType.START) {
            giveUp(ticket);
        } else {
            run(Preparation.read(start.payload()), new SpawnContext(ticket, reader), control);
        }
    }

    /** The parent gave up meanwhile, or was killed; then this may be its only child, and removes what it has left. */
    private static void giveUp(@Nullable StartTicket ticket) {
        if (ticket != null) {
            ControlReader.cleanUpAfter(ticket.hub());
        }
        System.exit(CANNOT_START);
    }

    /** What this is to do; a spare waits for it as long as the parent lives. Null if that is gone. */
    private static @Nullable Frame receiveStart(Endpoint control) throws IOException {
        Frame start = control.receive();
        if (start == null || start.type() != FrameType.PRELOAD) {
            return start;
        }
        CurrentProcess spare = new CurrentProcess(SPARE, "", false, null, Optional.empty());
        // until it is somebody: else each spare would have the children of a preloaded class
        spare.setBootstrapping(true);
        CurrentProcess.set(spare);
        ProcessName.set(SPARE);
        Preload.run(start.payload());
        long unused = CollectingTime.nanos(); // if that takes long, then now, when nobody waits
        control.send(FrameDescriptor.frame(FrameType.READY, 0, new byte[0]));
        Frame work = control.receive();
        if (work != null && !AtExit.hasBegun()) {
            control.send(FrameDescriptor.frame(FrameType.BEGUN, 0, new byte[0]));
        }
        return work;
    }

    private static void run(Preparation preparation, SpawnContext context, Endpoint control) throws Throwable {
        ParentLink parent = new ParentLink(preparation.parentName(), preparation.parentPid());
        CurrentProcess self = new CurrentProcess(
                preparation.name(),
                preparation.position(),
                preparation.daemon(),
                preparation.authkey(),
                Optional.of(parent));
        self.setBootstrapping(true);
        CurrentProcess.set(self);
        ProcessName.set(self.name());
        DefaultStartMethod.inherit(preparation.startMethod());
        ControlReader reader = context.reader();
        reader.begin(parent, preparation.endsWithParent());
        // before the end may begin, which closes the link where nothing is to be sent
        if (!preparation.logs().isNone()) {
            reader.confirm(LogSender.begin(preparation.logs(), control));
        }
        AtExit.register(AtExit.NOTICE, new Notice(reader));
        AtExit.register(AtExit.FLUSH, new OutputFlush());
        Thread.currentThread().setUncaughtExceptionHandler(new LastWords(preparation.name()));
        Object work;
        try {
            work = Ipc.codec().decode(preparation.work(), 0, preparation.work().length);
        } catch (RuntimeException e) {
            try {
                control.send(FrameDescriptor.frame(
                        FrameType.START_FAILED, 0, e.toString().getBytes(StandardCharsets.UTF_8)));
            } catch (IOException unsent) { // the parent is gone, or the end has begun
                e.addSuppressed(unsent);
            }
            throw e;
        }
        self.setBootstrapping(false);
        StartPhases.own().mark(StartPhase.DECODED);
        try {
            boolean exits = WorkRunner.run(work, context);
            reader.workIsDone();
            if (exits) {
                System.exit(0); // a thread that a task left running must not keep a worker alive
            }
        } catch (ExitException e) {
            int code = WorkRunner.exitCode(e);
            UserThreads.await();
            reader.workIsDone();
            System.exit(code);
        } finally {
            StartPhases.own().mark(StartPhase.RUN_LEFT);
        }
    }

    /** At the end. Like the class below no lambda: to link one takes a child a millisecond. */
    record Notice(ControlReader reader) implements Runnable {

        @Override
        public void run() {
            reader.announceExit();
        }
    }

    /** What is said of an exception that ends the program's own thread. */
    record LastWords(String process) implements Thread.UncaughtExceptionHandler {

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            WorkRunner.printUncaught(process, failure);
        }
    }
}
