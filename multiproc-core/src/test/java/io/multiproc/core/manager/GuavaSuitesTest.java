package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.manager;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import io.multiproc.core.guava.GuavaSuite;
import io.multiproc.managers.Manager;
import io.multiproc.testkit.SameWithoutNative;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Guava expects of lists, maps and sets, checked with the proxies; all on one server. */
@SameWithoutNative
class GuavaSuitesTest {

    private static Manager manager;

    @BeforeAll
    static void start() {
        manager = manager();
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    @TestFactory
    Stream<DynamicTest> lists() {
        return tests(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        return manager.list(Arrays.asList(elements));
                    }
                })
                .named("manager.list")
                .withFeatures(
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> sets() {
        return tests(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        return manager.set(Arrays.asList(elements));
                    }
                })
                .named("manager.set")
                .withFeatures(
                        CollectionFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> maps() {
        return tests(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        Map<String, String> content = new LinkedHashMap<>();
                        for (Map.Entry<String, String> entry : entries) {
                            content.put(entry.getKey(), entry.getValue());
                        }
                        return manager.dict(content);
                    }
                })
                .named("manager.dict")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_KEYS,
                        MapFeature.ALLOWS_NULL_VALUES,
                        MapFeature.ALLOWS_ANY_NULL_QUERIES,
                        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionSize.ANY)
                .createTestSuite());
    }

    private static Stream<DynamicTest> tests(TestSuite suite) {
        return GuavaSuite.tests(suite, GuavaSuitesTest::isRefusal);
    }

    /** Guava's functions are not serializable: that they are refused, with the remedy, is as documented. */
    private static boolean isRefusal(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("is not Serializable") && message.contains("use a Serializable functional interface");
    }
}
