package io.multiproc.bench;

import io.multiproc.managers.Manager;
import io.multiproc.queue.JoinableQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is done with an object of a manager. CPython's side does the same. */
enum ManagerWork {
    /** Looks values up. */
    DICT_GET("manager.dict.get", "one lookup through a proxy", Sizes.MANAGER_CALLS, Sizes.MANAGER_CALLS_EACH) {
        @Override
        Object make(Manager manager) {
            return filled(manager);
        }

        @Override
        void run(Object target, int count) {
            Map<Integer, Integer> map = castMap(target);
            for (int i = 0; i < count; i++) {
                Expect.equal(Objects.requireNonNull(map.get(i % KEYS), "value"), i % KEYS);
            }
        }
    },
    /** Puts values of keys that are there. */
    DICT_PUT("manager.dict.put", "one entry put through a proxy", Sizes.MANAGER_CALLS, Sizes.MANAGER_CALLS_EACH) {
        @Override
        Object make(Manager manager) {
            return filled(manager);
        }

        @Override
        void run(Object target, int count) {
            Map<Integer, Integer> map = castMap(target);
            for (int i = 0; i < count; i++) {
                map.put(i % KEYS, i % KEYS);
            }
        }
    },
    /** Appends to a list that grows. */
    LIST_APPEND(
            "manager.list.append",
            "one element appended through a proxy",
            Sizes.MANAGER_CALLS,
            Sizes.MANAGER_CALLS_EACH) {
        @Override
        Object make(Manager manager) {
            return manager.list();
        }

        @Override
        void run(Object target, int count) {
            List<Integer> list = castList(target);
            for (int i = 0; i < count; i++) {
                list.add(i);
            }
        }
    },
    /** Iterates once over as many elements. */
    LIST_ITERATE(
            "manager.list.iterate",
            "one element of an iteration over 10,000 through a proxy",
            Sizes.MANAGER_ELEMENTS,
            Sizes.MANAGER_ELEMENTS) {
        @Override
        Object make(Manager manager) {
            return manager.list(Sizes.items(Sizes.MANAGER_ELEMENTS));
        }

        @Override
        void run(Object target, int count) {
            int sum = 0;
            for (int element : castList(target)) {
                sum += element;
            }
            Expect.equal(sum, count * (count - 1) / 2);
        }
    },
    /** Puts into a queue and gets an element, maybe another one's. */
    QUEUE(
            "manager.queue",
            "an int put into a queue of a manager and one got",
            Sizes.MANAGER_CALLS,
            Sizes.MANAGER_CALLS_EACH) {
        @Override
        Object make(Manager manager) {
            return manager.queue();
        }

        @Override
        @SuppressWarnings("unchecked") // what was made
        void run(Object target, int count) throws InterruptedException {
            JoinableQueue<Integer> queue = (JoinableQueue<Integer>) target;
            for (int i = 0; i < count; i++) {
                queue.put(1);
                Expect.equal(queue.get(), 1);
            }
        }
    };

    private static final int KEYS = 100;

    private final String id;
    private final String text;
    private final int calls;
    private final int callsEach;

    ManagerWork(String id, String text, int calls, int callsEach) {
        this.id = id;
        this.text = text;
        this.calls = calls;
        this.callsEach = callsEach;
    }

    String id() {
        return id;
    }

    String text() {
        return text;
    }

    /** How often a client does it that is alone. */
    int calls() {
        return calls;
    }

    /** How often each of several clients does it. */
    int callsEach() {
        return callsEach;
    }

    /** The object. */
    abstract Object make(Manager manager);

    /** Does it so often. */
    abstract void run(Object target, int count) throws InterruptedException;

    private static Object filled(Manager manager) {
        Map<Integer, Integer> content = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            content.put(i, i);
        }
        return manager.dict(content);
    }

    @SuppressWarnings("unchecked") // what was made
    private static Map<Integer, Integer> castMap(Object target) {
        return (Map<Integer, Integer>) target;
    }

    @SuppressWarnings("unchecked") // what was made
    private static List<Integer> castList(Object target) {
        return (List<Integer>) target;
    }
}
