package io.multiproc.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets Awaitility look at once and then often, and for long, in all tests whose module uses the testkit. By itself it
 * looks first after a tenth of a second, which is longer than most things take that tests wait for, and gives up after
 * ten, which is not much on a busy machine.
 */
public final class QuickPolls implements LauncherSessionListener {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    /** For the service loader. */
    public QuickPolls() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(POLL);
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
