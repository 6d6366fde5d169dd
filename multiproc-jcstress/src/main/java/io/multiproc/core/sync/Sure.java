package io.multiproc.core.sync;

/** Calls that nobody interrupts: jcstress takes no actors that throw. */
final class Sure {

    private Sure() {}

    static void call(Call call) {
        boolean unused = ask(() -> {
            call.call();
            return true;
        });
    }

    static boolean ask(Question question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted by nobody", e);
        }
    }

    /** May wait. */
    interface Call {
        void call() throws InterruptedException;
    }

    /** May wait, and answers. */
    interface Question {
        boolean ask() throws InterruptedException;
    }
}
