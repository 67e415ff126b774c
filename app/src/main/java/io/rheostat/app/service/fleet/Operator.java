package io.rheostat.app.service.fleet;

import io.rheostat.app.control.FleetThings;
import io.rheostat.app.page.Actions;
import io.rheostat.app.page.LiveState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.fleet.FleetKey;
import io.rheostat.topics.fleet.FleetSource;
import java.util.List;
import java.util.function.Supplier;

/// Translator of a person's requests into declarations: the one way from the command line and the
/// page into the log. Sure mistakes are refused before they are published; the planner reports all
/// others in a decision.
public final class Operator implements Actions {
  private static final String ALL = "*";

  private final FleetPublisher publisher;
  private final Supplier<LiveState.View> state;

  /// @param state known proposals, read when one is answered
  public Operator(FleetPublisher publisher, Supplier<LiveState.View> state) {
    this.publisher = publisher;
    this.state = state;
  }

  @Override
  public String freeze(String workload, String by) {
    known(workload, publisher.declared());
    long revision = publisher.publish(new Declaration.Change.Freeze(workload, by));
    return who(workload) + " is frozen as of revision " + revision;
  }

  @Override
  public String unfreeze(String workload, String by) {
    if (!publisher.frozen().contains(workload)) {
      throw new IllegalArgumentException(
          who(workload) + " is not frozen. Frozen are: " + publisher.frozen() + ".");
    }
    long revision = publisher.publish(new Declaration.Change.Unfreeze(workload, by));
    return who(workload) + " is unfrozen as of revision " + revision;
  }

  @Override
  public String answer(String id, boolean approved, String by) {
    int slash = id.lastIndexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "\""
              + id
              + "\" is no proposal. It must read WORKLOAD/REVISION.COUNTER, such as chat/3.17.");
    }
    String workload = id.substring(0, slash);
    Generation generation = Generation.parse(id.substring(slash + 1));
    if (workload.equals(ALL)) {
      throw new IllegalArgumentException("A proposal is answered one at a time.");
    }
    known(workload, publisher.declared());
    waiting(workload, id);
    publisher.publish(new Declaration.Change.Answered(workload, generation, approved, by));
    return id + (approved ? " is approved" : " is rejected") + "; the planner's decision follows";
  }

  /// Withdraws a workload, pool or device, whichever instance declared it.
  ///
  /// @param key such as `workload/chat`
  /// @return the result, and the instances still declaring it
  /// @throws IllegalArgumentException when nothing of that key is declared, or something uses it
  public String withdraw(String key) {
    Declaration.Change change = FleetKey.withdrawn(key);
    Fleet fleet = publisher.declared();
    FleetThings.refuseWithdrawal(fleet, key);
    long revision = publisher.publish(change);
    List<String> holders =
        publisher.sources().values().stream()
            .filter(source -> source.claims(key))
            .map(FleetSource::name)
            .toList();
    return key
        + " is withdrawn as of revision "
        + revision
        + (holders.isEmpty() ? "" : "; still in the files of " + String.join(", ", holders));
  }

  private void waiting(String workload, String id) {
    LiveState.View view = state.get();
    Decision.Proposal proposal = view.proposals().get(workload);
    if (proposal == null) {
      throw new IllegalArgumentException(
          "no proposal of "
              + workload
              + " waits: it was answered, expired, or is wanted no longer."
              + " See rheostat status.");
    }
    if (!proposal.id().equals(id)) {
      throw new IllegalArgumentException(
          id
              + " does not wait any more; "
              + proposal.id()
              + " took its place: "
              + proposal.from()
              + " → "
              + proposal.to()
              + ".");
    }
  }

  private static void known(String workload, Fleet fleet) {
    if (!workload.equals(ALL) && !fleet.workloads().containsKey(workload)) {
      throw new IllegalArgumentException(
          "no workload is called \""
              + workload
              + "\". Declared are: "
              + String.join(", ", fleet.workloads().keySet())
              + "; * stands for all.");
    }
  }

  private static String who(String workload) {
    return workload.equals(ALL) ? "everything" : workload;
  }
}
