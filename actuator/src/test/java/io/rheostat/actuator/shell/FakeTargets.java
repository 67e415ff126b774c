package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Targets in memory, with a fence. Those of workloads that hang answer nothing until they are let
/// go; those that are broken make the driver throw.
final class FakeTargets implements Driver {
  /// @param replicas what the target holds
  /// @param generation the newest it has seen
  private record Held(int replicas, Generation generation) {}

  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final AtomicLong looks = new AtomicLong();

  void hang(String workload) {
    hanging.put(workload, new CountDownLatch(1));
  }

  void letGo(String workload) {
    CountDownLatch latch = hanging.remove(workload);
    if (latch != null) {
      latch.countDown();
    }
  }

  void breakOnce(String workload) {
    broken.add(workload);
  }

  boolean wasCalled(String workload) {
    return called.contains(workload);
  }

  long looks() {
    return looks.get();
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    called.add(workload);
    if (broken.remove(workload)) {
      throw new IllegalStateException("a bug in the driver");
    }
    CountDownLatch latch = hanging.get(workload);
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Attempt.Unreachable("interrupted");
      }
    }
    Held wanted = new Held(order.replicas(), generation);
    Held after =
        held.merge(
            workload,
            wanted,
            (before, now) -> now.generation().compareTo(before.generation()) < 0 ? before : now);
    return after.equals(wanted)
        ? new Attempt.Accepted("holds " + order.replicas())
        : new Attempt.Refused("has seen " + after.generation());
  }

  @Override
  public DriverReport observe(Workload workload) {
    looks.incrementAndGet();
    Held now = held.getOrDefault(workload.name(), new Held(1, Generation.NONE));
    return new DriverReport.Seen(
        now.generation(),
        List.of(
            new PlacementStatus(
                "big",
                now.replicas(),
                now.replicas(),
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty())),
        false,
        Optional.empty());
  }
}
