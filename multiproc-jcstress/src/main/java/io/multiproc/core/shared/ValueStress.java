package io.multiproc.core.shared;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedObjects;
import io.multiproc.shared.SharedShort;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Values and arrays. */
final class ValueStress {

    private static final SharedObjects MAKE = new MappedObjects() {};

    private ValueStress() {}

    /** No addition is lost, also where it is a loop. */
    @JCStressTest
    @State
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "one is lost")
    public static class AddsInOneStep {

        private final SharedShort sum = MAKE.sharedShort((short) 0);

        @Actor
        public void one() {
            sum.getAndAdd((short) 1);
        }

        @Actor
        public void other() {
            sum.getAndAdd((short) 2);
        }

        @Arbiter
        public void both(I_Result result) {
            result.r1 = sum.get();
        }
    }

    /** 64 bits are read as they were written. */
    @JCStressTest
    @State
    @Outcome(id = "0.0", expect = ACCEPTABLE, desc = "before")
    @Outcome(id = "-0.3", expect = ACCEPTABLE, desc = "after")
    @Outcome(expect = FORBIDDEN, desc = "half of each")
    public static class IsNeverTorn {

        private final SharedDouble value = MAKE.sharedDouble(0);

        @Actor
        public void writer() {
            value.set(-0.3);
        }

        @Actor
        public void reader(D_Result result) {
            result.r1 = value.get();
        }
    }

    /** Who sees an element sees those that were set before it. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "between")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "after")
    @Outcome(expect = FORBIDDEN, desc = "the later one without the earlier")
    public static class ElementsAreSeenInOrder {

        private final SharedIntArray array = MAKE.sharedIntArray(2);

        @Actor
        public void writer() {
            array.set(0, 1);
            array.set(1, 1);
        }

        @Actor
        public void reader(II_Result result) {
            result.r1 = array.get(1);
            result.r2 = array.get(0);
        }
    }
}
