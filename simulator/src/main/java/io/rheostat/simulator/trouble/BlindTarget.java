package io.rheostat.simulator.trouble;

import io.rheostat.model.command.Observed;
import java.time.Instant;
import java.util.Optional;

/// Unanswered observations of the targets while orders to them work.
public final class BlindTarget implements Interference {
  private final Window window;
  private final LostLooks looks = new LostLooks();

  public BlindTarget(Window window) {
    this.window = window;
  }

  @Override
  public Optional<Observed> observed(Observed observed, Instant now) {
    return Optional.of(looks.report(observed, _ -> window.contains(now)));
  }
}
