package io.multiproc.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

@ExtendWith(TimeoutTest.Parameters.class)
@SameWithoutNative
class TimeoutTest {

    @Test
    void everyTestHasATimeLimit(ExtensionContext context) throws IOException {
        Properties file = new Properties();
        try (InputStream in = CleanExit.class.getResourceAsStream("/junit-platform.properties")) {
            file.load(Objects.requireNonNull(in, "junit-platform.properties"));
        }
        assertThat(context.getConfigurationParameter("junit.jupiter.execution.timeout.default"))
                .contains("120 s")
                .contains(file.getProperty("junit.jupiter.execution.timeout.default"));
    }

    /** Hands a test its context, which knows JUnit's configuration. */
    static final class Parameters implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ExtensionContext.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context;
        }
    }
}
