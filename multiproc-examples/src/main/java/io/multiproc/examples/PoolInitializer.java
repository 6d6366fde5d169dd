package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.pool.ProcessPool;
import java.util.List;
import java.util.Map;

/**
 * Workers that prepare once what all their tasks need.
 *
 * <pre>{@code
 * def load(language):
 *     global words
 *     words = dictionary(language)
 *
 * with Pool(2, initializer=load, initargs=('de',)) as pool:
 *     print(pool.map(translate, ['one', 'two', 'four']))
 * }</pre>
 */
public final class PoolInitializer {

    /** In a worker: what its initializer has made; this process has its own, which nobody fills. */
    private static Map<String, String> words = Map.of();

    private PoolInitializer() {}

    static void load(String language) {
        System.out.println("A worker loads its words for " + language);
        words = language.equals("de") ? Map.of("one", "eins", "two", "zwei", "three", "drei") : Map.of();
    }

    static String translate(String word) {
        return words.getOrDefault(word, word + "?");
    }

    public static void main(String[] args) throws InterruptedException {
        try (ProcessPool pool = poolBuilder()
                .processes(2)
                .initializer(PoolInitializer::load, "de")
                .build()) {
            System.out.println(pool.map(PoolInitializer::translate, List.of("one", "two", "three", "four")));
        }
        System.out.println("Words in the main process: " + words.size());
    }
}
