package io.rheostat.core.stage;

import java.util.ArrayList;
import java.util.List;

/// Ledger for the effects of one event, for a host without redelivery and store.
final class EffectLedger<S, X> implements Ledger<S, X> {
  private final List<X> effects = new ArrayList<>();

  /// Returns the effects of all steps so far, in order.
  List<X> effects() {
    return effects;
  }

  @Override
  public boolean applied(String key) {
    return false;
  }

  @Override
  public void failed(String key, RuntimeException bug) {
    throw bug;
  }

  @Override
  public void stepped(String key, S before, S after, List<X> stepEffects) {
    effects.addAll(stepEffects);
  }
}
