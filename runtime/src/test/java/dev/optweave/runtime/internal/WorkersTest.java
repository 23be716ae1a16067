package dev.optweave.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.optweave.runtime.internal.storage.Codecs;
import dev.optweave.runtime.internal.storage.Transfer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds on pools of the test's own, however many processors there are. */
@Timeout(60)
class WorkersTest {

    private static Workers workers(Pool pool, int threads) {
        return new Workers(pool, threads, WorkersTest::memory);
    }

    private static WorkerMemory memory() {
        Transfer transfer = new Transfer(Codecs.SCALAR, 0, 0);
        return new WorkerMemory(new Strip(0, false, false, transfer), new BlockReduction(0, false));
    }

    private static Round round(int threads, int count, Task task) {
        Task[] tasks = new Task[count];
        Arrays.fill(tasks, task);
        return new Round(tasks, threads);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 0", "2, 1", "2, 7", "3, 100", "4, 2", "4, 1000"})
    void everyTaskRunsOnceInEveryRound(int threads, int count) {
        Workers workers = workers(new Pool(3), threads);
        AtomicIntegerArray runs = new AtomicIntegerArray(count);
        Task[] tasks = new Task[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks[i] = memory -> runs.incrementAndGet(number);
        }
        Round round = new Round(tasks, threads);
        for (int times = 1; times <= 500; times++) {
            workers.run(round);
            for (int i = 0; i < count; i++) {
                assertThat(runs.get(i)).isEqualTo(times);
            }
        }
    }

    @Test
    void allThreadsWorkAtOnceEachWithMemoryOfItsOwn() {
        Workers workers = workers(new Pool(3), 4);
        Set<WorkerMemory> memories = ConcurrentHashMap.newKeySet();
        CyclicBarrier meeting = new CyclicBarrier(4);
        workers.run(
                round(
                        4,
                        4,
                        memory -> {
                            memories.add(memory);
                            meet(meeting);
                        }));
        assertThat(memories).hasSize(4);
    }

    @Test
    void aRoundThatIsNotWorthAThreadRunsOnTheCaller() {
        Pool pool = new Pool(3);
        Thread caller = Thread.currentThread();
        workers(pool, 4)
                .run(round(1, 100, memory -> assertThat(Thread.currentThread()).isSameAs(caller)));
    }

    @Test
    void whoFindsTheThreadsBusyDoesItsWorkAlone() throws InterruptedException {
        Pool pool = new Pool(1);
        Workers first = workers(pool, 2);
        Workers second = workers(pool, 2);
        CyclicBarrier bothWork = new CyclicBarrier(3);
        CountDownLatch release = new CountDownLatch(1);
        Thread other =
                new Thread(
                        () ->
                                first.run(
                                        round(
                                                2,
                                                2,
                                                memory -> {
                                                    meet(bothWork);
                                                    await(release);
                                                })));
        other.start();
        meet(bothWork);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        second.run(round(2, 100, memory -> threads.add(Thread.currentThread())));
        assertThat(threads).containsExactly(Thread.currentThread());
        release.countDown();
        other.join();
    }

    @Test
    void optimizersOnSeveralThreadsAtTheSameTimeDisturbNobody() throws InterruptedException {
        Pool pool = new Pool(2);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] callers = new Thread[4];
        for (int c = 0; c < callers.length; c++) {
            Workers workers = workers(pool, 3);
            AtomicInteger sum = new AtomicInteger();
            Round round = round(3, 13, memory -> sum.incrementAndGet());
            callers[c] =
                    new Thread(
                            () -> {
                                for (int times = 1; times <= 2000; times++) {
                                    workers.run(round);
                                    assertThat(sum.get()).isEqualTo(13 * times);
                                }
                            });
            callers[c].setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            callers[c].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void whatATaskThrowsReachesTheCallerOnceNothingRunsAnyMore() {
        Workers workers = workers(new Pool(2), 3);
        for (int times = 0; times < 200; times++) {
            AtomicInteger running = new AtomicInteger();
            Round failing =
                    round(
                            3,
                            30,
                            memory -> {
                                running.incrementAndGet();
                                try {
                                    throw new IllegalStateException("as planned");
                                } finally {
                                    running.decrementAndGet();
                                }
                            });
            assertThatIllegalStateException()
                    .isThrownBy(() -> workers.run(failing))
                    .withMessage("as planned");
            assertThat(running).hasValue(0);
        }
        AtomicInteger runs = new AtomicInteger();
        workers.run(round(3, 30, memory -> runs.incrementAndGet()));
        assertThat(runs).as("a failed round does not spoil the next").hasValue(30);
    }

    @Test
    void failuresOfSeveralThreadsAreAllKept() {
        CyclicBarrier together = new CyclicBarrier(2);
        assertThatThrownBy(
                        () ->
                                workers(new Pool(1), 2)
                                        .run(
                                                round(
                                                        2,
                                                        2,
                                                        memory -> {
                                                            meet(together);
                                                            throw new StackOverflowError();
                                                        })))
                .isInstanceOf(StackOverflowError.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    }

    @Test
    void anInterruptedCallerFinishesItsRoundAndStaysInterrupted() {
        Workers workers = workers(new Pool(2), 3);
        AtomicInteger runs = new AtomicInteger();
        Thread.currentThread().interrupt();
        for (int times = 0; times < 50; times++) {
            workers.run(round(3, 100, memory -> runs.incrementAndGet()));
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(5000);
    }

    @Test
    void anInterruptedThreadOfThePoolWorksOn() {
        Workers workers = workers(new Pool(1), 2);
        for (int times = 0; times < 3; times++) {
            CyclicBarrier meeting = new CyclicBarrier(2);
            Thread caller = Thread.currentThread();
            workers.run(
                    round(
                            2,
                            2,
                            memory -> {
                                meet(meeting);
                                if (Thread.currentThread() != caller) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
    }

    @Test
    void aRoundAllocatesNothing() {
        Workers workers = workers(new Pool(3), 4);
        Round round = round(4, 40, memory -> Thread.onSpinWait());
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 1;
        // The virtual machine itself may allocate once, when it replaces compiled code.
        for (int again = 0; bytes > 0 && again < 5; again++) {
            long before = meter.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int times = 0; times < 2000; times++) {
                workers.run(round);
            }
            bytes = meter.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertThat(bytes).isZero();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
