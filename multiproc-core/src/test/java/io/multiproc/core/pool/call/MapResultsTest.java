package io.multiproc.core.pool.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapResultsTest {

    @Test
    void chunksComeInAnyOrder() {
        MapResults results = new MapResults(0);
        results.put(3, new Object[] {3, 4});
        results.put(5, new Object[] {null});
        assertThat(results.all()).isEmpty();
        results.put(0, new Object[] {0, 1, 2});
        assertThat(results.all()).containsExactly(0, 1, 2, 3, 4, null);
        results.put(6, new Object[] {6});
        assertThat(results.all()).containsExactly(0, 1, 2, 3, 4, null, 6);
    }

    @Test
    void theListIsTheCallers() {
        MapResults results = new MapResults(2);
        Object[] chunk = {1, 2};
        results.put(0, chunk);
        List<Object> all = results.all();
        chunk[0] = 7;
        all.add(3);
        assertThat(all).containsExactly(1, 2, 3);
    }

    @Test
    void manyOrAnUnknownNumberAreNotInOneLongArray() {
        int many = LongList.PIECE + 1;
        MapResults known = new MapResults(many);
        Object[] chunk = IntStream.range(0, many).boxed().toArray();
        known.put(0, chunk);
        assertThat(known.all()).isInstanceOf(LongList.class).hasSize(many).endsWith(many - 1);
        assertThat(chunk).as("kept by nobody").containsOnlyNulls();
        MapResults unknown = new MapResults(MapResults.UNKNOWN);
        unknown.put(0, new Object[] {1, 2});
        unknown.all().add(3);
        assertThat(unknown.all()).isInstanceOf(LongList.class).containsExactly(1, 2, 3);
    }
}
