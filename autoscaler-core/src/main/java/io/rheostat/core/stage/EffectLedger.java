package io.rheostat.core.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Ledger for the effects of one event, for a host without redelivery and store.
public final class EffectLedger<S, X> implements Ledger<S, X> {
  private final Consumer<RuntimeException> bugs;
  private final List<X> effects = new ArrayList<>();

  private EffectLedger(Consumer<RuntimeException> bugs) {
    this.bugs = bugs;
  }

  /// Creates a ledger whose host ends at a step that threw.
  static <S, X> EffectLedger<S, X> throwing() {
    return new EffectLedger<>(
        bug -> {
          throw bug;
        });
  }

  /// Creates a ledger that passes over a step that threw, as the stages do.
  ///
  /// @param bugs told of what it threw
  public static <S, X> EffectLedger<S, X> passing(Consumer<RuntimeException> bugs) {
    return new EffectLedger<>(bugs);
  }

  /// Returns the effects of all steps so far, in order.
  public List<X> effects() {
    return effects;
  }

  @Override
  public boolean applied(String key) {
    return false;
  }

  @Override
  public void failed(String key, RuntimeException bug) {
    bugs.accept(bug);
  }

  @Override
  public void faulted(String key, List<X> reported) {
    effects.addAll(reported);
  }

  @Override
  public void stepped(String key, S before, S after, List<X> stepEffects) {
    effects.addAll(stepEffects);
  }
}
