package io.multiproc.core.sync;

import io.multiproc.sync.ProcessEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Who is not killed makes a number odd, sets an event, clears it and makes the number even. Who found it even and was
 * let go must find it changed. Those who are killed answer by setting another event.
 */
@SuppressWarnings("serial") // sent between processes of one build
final class EventTrial extends Trial {

    private final ProcessEvent event;
    private final ProcessEvent answer;

    EventTrial(Path folder, ProcessEvent event, ProcessEvent answer) {
        super(folder);
        this.event = event;
        this.answer = answer;
    }

    @Override
    Player player(int place, Random random) throws IOException {
        Counter number = new Counter(file("number"));
        return () -> {
            long before = number.look();
            event.await();
            long after = number.look();
            if (before % 2 == 0 && after == before) {
                fault("let go though it was not set: number=" + before);
            }
            answer.set();
            while (number.look() == after && after % 2 == 1) {
                LockSupport.parkNanos(20_000);
            }
        };
    }

    @Override
    Player survivor(Random random) throws IOException {
        Counter number = new Counter(file("number"));
        return () -> {
            for (int i = random.nextInt(3); i > 0; i--) {
                number.show(number.look() + 1);
                event.set();
                event.clear();
                number.show(number.look() + 1);
            }
            answer.clear();
            number.show(number.look() + 1);
            event.set();
            if (!answer.await(LONG)) {
                fault("no answer: number=" + number.look());
            }
            event.clear();
            number.show(number.look() + 1);
        };
    }
}
