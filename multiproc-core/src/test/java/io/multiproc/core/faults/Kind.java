package io.multiproc.core.faults;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessSettings;

/** The kinds of processes that end. */
enum Kind {
    PLAIN,
    DAEMON,
    SUBCLASS;

    /** A process that is not yet started. */
    ChildProcess process(ProcessSettings settings, Ending ending) {
        return this == SUBCLASS
                ? new Ends(settings, ending)
                : ChildProcess.builder(settings).daemon(this == DAEMON).target(Ending::happen, ending);
    }

    private static final class Ends extends ChildProcess {

        private final Ending ending;

        Ends(ProcessSettings settings, Ending ending) {
            super(settings);
            this.ending = ending;
        }

        @Override
        public void run() throws Exception {
            ending.happen();
        }
    }
}
