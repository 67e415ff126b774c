package io.rheostat.app.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.command.Observed;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.fleet.Workload;
import java.util.Locale;

/// Modes, proposals, shadows and freezes as JSON.
final class ModesJson {
  private ModesJson() {}

  static void freezes(ArrayNode nodes, LiveState.View view) {
    view.freezes()
        .forEach(
            (workload, frozen) ->
                nodes
                    .addObject()
                    .put("workload", workload)
                    .put("by", frozen.by())
                    .put("since", frozen.since().toString()));
  }

  static void workload(ObjectNode node, Workload workload, LiveState.View view) {
    node.put("mode", workload.mode().name().toLowerCase(Locale.ROOT));
    boolean all = view.freezes().containsKey("*");
    node.put("frozen", all || view.freezes().containsKey(workload.name()));
    Observed observed = view.observed().get(workload.name());
    if (observed != null) {
      observed.otherWriter().ifPresent(who -> node.put("otherWriter", who));
    }
    Decision.Proposal proposal = view.proposals().get(workload.name());
    if (proposal != null) {
      node.putObject("proposal")
          .put("id", proposal.id())
          .put("from", proposal.from().toString())
          .put("to", proposal.to().toString())
          .put("expiresAt", proposal.expiresAt().toString())
          .put("approve", "rheostat approve " + proposal.id());
    }
    Decision.Shadow shadow = view.shadows().get(workload.name());
    if (shadow != null) {
      savings(node.putObject("shadow"), shadow);
    }
  }

  private static void savings(ObjectNode node, Decision.Shadow shadow) {
    Savings savings = shadow.savings();
    node.put("running", shadow.running().toString());
    node.put("imagined", shadow.imagined().toString());
    node.put("since", savings.since().toString());
    node.put("comparedSeconds", savings.seconds());
    node.put("realUsd", savings.realUsd());
    node.put("shadowUsd", savings.shadowUsd());
    savings.usdPerHour().ifPresent(usd -> node.put("savedUsdPerHour", usd));
    savings.realAttainment().ifPresent(share -> node.put("realAttainment", share));
    savings.shadowAttainment().ifPresent(share -> node.put("shadowAttainment", share));
  }
}
