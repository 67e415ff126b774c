package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Order;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.util.function.Consumer;

/// An attempt on its way: order by order, as in drivers, over a network with loss, duplicates and
/// delays.
final class TargetCall {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int LATEST_MILLIS = 20_000;

  private final ProtocolWorld world;
  private final Targets targets;
  private final Command command;
  private final Consumer<Attempt> answer;
  private final long begun;
  private boolean answered;

  TargetCall(ProtocolWorld world, Targets targets, Command command, Consumer<Attempt> answer) {
    this.world = world;
    this.targets = targets;
    this.command = command;
    this.answer = answer;
    begun = world.now();
  }

  void begin() {
    order(0, new Attempt.Accepted("nothing to do"));
  }

  private void order(int index, Attempt before) {
    if (index == command.orders().size()) {
      answer(before);
      return;
    }
    Order order = command.orders().get(index);
    if (world.strikes(0.03)) {
      world.scheduler().within(1, 50, () -> answer(new Attempt.Unreachable("connection refused")));
    } else if (world.strikes(0.03)) {
      lost(order);
    } else if (world.strikes(0.01)) {
      world.scheduler().within(1, 50, () -> answer(new Attempt.Refused("forbidden")));
    } else {
      arrives(index, order);
    }
  }

  /// Loses the request, or lets it take effect long after the caller gave up.
  private void lost(Order order) {
    if (world.chance().below(2) == 0) {
      world.scheduler().within(1, LATEST_MILLIS, () -> apply(order));
    }
    world.scheduler().in(TIMEOUT_MILLIS, () -> answer(new Attempt.Unreachable("timed out")));
  }

  private void arrives(int index, Order order) {
    int delay = world.strikes(0.1) ? 2_000 : 80;
    world
        .scheduler()
        .within(
            1,
            delay,
            () -> {
              Attempt attempt = apply(order);
              if (world.strikes(0.03)) {
                world.scheduler().within(1, 3_000, () -> apply(order));
              }
              if (world.strikes(0.05)) {
                world
                    .scheduler()
                    .in(TIMEOUT_MILLIS, () -> answer(new Attempt.Unreachable("no answer came")));
              } else {
                world.scheduler().within(1, delay, () -> next(index, attempt));
              }
            });
  }

  private Attempt apply(Order order) {
    return targets.apply(command.workload(), order, command.generation(), begun);
  }

  private void next(int index, Attempt attempt) {
    if (attempt instanceof Attempt.Accepted) {
      order(index + 1, attempt);
    } else {
      answer(attempt);
    }
  }

  private void answer(Attempt attempt) {
    if (!answered) {
      answered = true;
      world.note("attempt of", command.id(), attempt);
      answer.accept(attempt);
    }
  }
}
