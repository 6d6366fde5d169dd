package io.multiproc.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets Awaitility look at once and then often, in all tests whose module uses the testkit. By itself it looks first after a
 * tenth of a second, which is longer than most things take that tests wait for.
 */
public final class QuickPolls implements LauncherSessionListener {

    private static final Duration POLL = Duration.ofMillis(10);

    /** For the service loader. */
    public QuickPolls() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(POLL);
    }
}
