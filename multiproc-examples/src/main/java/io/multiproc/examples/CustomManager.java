package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;

/**
 * A manager that keeps an object of the program's own type.
 *
 * <pre>{@code
 * class MathsClass:
 *     def add(self, x, y): return x + y
 *     def mul(self, x, y): return x * y
 *
 * class MyManager(BaseManager): pass
 *
 * MyManager.register('Maths', MathsClass)
 *
 * if __name__ == '__main__':
 *     with MyManager() as manager:
 *         maths = manager.Maths()
 *         print(maths.add(4, 3))
 *         print(maths.mul(7, 8))
 * }</pre>
 */
public final class CustomManager {

    private CustomManager() {}

    /** What can be called. */
    public interface Maths {

        int add(int x, int y);

        int mul(int x, int y);
    }

    /** What the server has. */
    static final class PlainMaths implements Maths {

        @Override
        public int add(int x, int y) {
            return x + y;
        }

        @Override
        public int mul(int x, int y) {
            return x * y;
        }
    }

    public static void main(String[] args) {
        ManagedTypes types = ManagedTypes.none().with(Maths.class, PlainMaths::new);
        try (Manager manager = managerBuilder().types(types).build()) {
            Maths maths = manager.create(Maths.class);
            System.out.println(maths.add(4, 3));
            System.out.println(maths.mul(7, 8));
        }
    }
}
