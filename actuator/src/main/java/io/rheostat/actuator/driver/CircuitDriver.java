package io.rheostat.actuator.driver;

import io.rheostat.actuator.driver.DriverMetrics.Call;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Wrapper of another driver, with a time limit on each call and a circuit for each target, one for
/// resizes and one for observations. While a circuit is open its calls are answered at once, with
/// the reason: the command is tried again within its life, or expires; calls to other targets go
/// on.
///
/// A call given up may still reach its target later; the fence there guards against that.
public final class CircuitDriver implements Driver, AutoCloseable {
  private final String name;
  private final Driver driver;
  private final CallPolicy manners;
  private final Surroundings surroundings;
  private final Map<Line, Circuit> circuits = new ConcurrentHashMap<>();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  /// Dependencies of a driver.
  ///
  /// @param clock of the pauses
  /// @param random spreads them
  /// @param metrics counters of calls
  public record Surroundings(InstantSource clock, RandomGenerator random, DriverMetrics metrics) {}

  private record Line(Target target, Call call) {}

  /// @param name of the driver, for its metrics
  public CircuitDriver(String name, Driver driver, CallPolicy manners, Surroundings surroundings) {
    this.name = name;
    this.driver = driver;
    this.manners = manners;
    this.surroundings = surroundings;
    surroundings.metrics().watch(name, this::open);
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    return call(
        new Line(order.target(), Call.APPLY),
        () -> driver.apply(workload, order, generation),
        attempt ->
            attempt instanceof Attempt.Unreachable(String reason)
                ? Optional.of(reason)
                : Optional.empty(),
        Attempt.Unreachable::new);
  }

  @Override
  public DriverReport observe(Workload workload) {
    return call(
        new Line(workload.placements().getFirst().target(), Call.OBSERVE),
        () -> driver.observe(workload),
        report ->
            report instanceof DriverReport.Unknown(String reason)
                ? Optional.of(reason)
                : Optional.empty(),
        DriverReport.Unknown::new);
  }

  /// @param failure reason of a failed answer
  /// @param none a failed answer
  private <T> T call(
      Line line,
      Supplier<T> supplier,
      Function<T, Optional<String>> failure,
      Function<String, T> none) {
    Optional<String> refusal = admitted(line);
    if (refusal.isPresent()) {
      surroundings.metrics().skipped(name, line.call());
      return none.apply(refusal.get());
    }
    T answer = limited(supplier, none);
    Optional<String> why = failure.apply(answer);
    circuits.compute(
        line,
        (_, before) -> {
          Circuit circuit = before == null ? Circuit.CLOSED : before;
          return why.isEmpty()
              ? null
              : circuit.failed(
                  why.get(),
                  surroundings.clock().instant(),
                  manners,
                  surroundings.random().nextDouble());
        });
    surroundings.metrics().called(name, line.call(), why.isEmpty());
    return answer;
  }

  private synchronized Optional<String> admitted(Line line) {
    Circuit circuit = circuits.get(line);
    if (circuit == null) {
      return Optional.empty();
    }
    Optional<String> refusal = circuit.refusal(surroundings.clock().instant());
    if (refusal.isEmpty()) {
      circuits.computeIfPresent(line, (_, now) -> now.calling());
    }
    return refusal;
  }

  /// Calls the driver within the time limit. A throwing driver has a bug; for its target it is as
  /// if it had not answered.
  private <T> T limited(Supplier<T> supplier, Function<String, T> none) {
    Future<T> call = calls.submit(supplier::get);
    try {
      return call.get(manners.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      return none.apply("no answer within " + manners.timeLimit().toSeconds() + " s");
    } catch (ExecutionException e) {
      return none.apply("the driver failed: " + e.getCause());
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      return none.apply("interrupted");
    }
  }

  /// Counts open circuits, ignoring targets that were not called recently.
  private int open() {
    Instant recent = surroundings.clock().instant().minus(manners.mostPause());
    int open = 0;
    for (Circuit circuit : circuits.values()) {
      open += circuit.isClosed() || circuit.openUntil().isBefore(recent) ? 0 : 1;
    }
    return open;
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
