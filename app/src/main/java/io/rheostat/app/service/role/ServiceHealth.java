package io.rheostat.app.service.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.service.runtime.Vitals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// State and health of the service, as the page, `/health` and `status` show them.
public final class ServiceHealth {
  private final LiveState state;
  private final Vitals vitals;
  private final DeclaredConfiguration declared;
  private volatile Consumer<ObjectNode> pageExtras = _ -> {};

  ServiceHealth(LiveState state, Vitals vitals, DeclaredConfiguration declared) {
    this.state = state;
    this.vitals = vitals;
    this.declared = declared;
  }

  /// Adds content to the state shown on the page.
  public void describe(Consumer<ObjectNode> addition) {
    pageExtras = addition;
  }

  /// Returns the state for the page.
  ObjectNode json() {
    ObjectNode json = StateJson.of(state.view());
    NotReadJson.add(json, state.notRead());
    vitals.describe(json);
    pageExtras.accept(json);
    return json;
  }

  /// Returns the problems, one a line; empty when the service is healthy.
  public Optional<String> healthProblem() {
    List<String> problems = vitals.problems();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
  }

  /// Returns everything shown or declared with reserve, each with its reason.
  public List<String> degraded() {
    List<String> reasons = new ArrayList<>(vitals.remarks());
    declared.problems().forEach(problem -> reasons.add("the configuration: " + problem));
    state
        .blind()
        .forEach((name, problems) -> problems.forEach(one -> reasons.add(name + ": " + one)));
    state.notRead().values().forEach(one -> reasons.add(one.source() + ": " + one.detail()));
    return reasons;
  }
}
