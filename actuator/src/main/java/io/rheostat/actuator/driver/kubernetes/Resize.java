package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.JsonPatch;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import io.rheostat.actuator.driver.kubernetes.object.ContainerRequests;
import io.rheostat.actuator.driver.kubernetes.object.Fence;
import io.rheostat.actuator.driver.kubernetes.object.OtherWriter;
import io.rheostat.actuator.driver.kubernetes.object.ScaledObject;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Execution of one order at its object.
///
/// Steps, each on the version returned by the one before: the fence, the template, `scale`. A
/// change of the object in between makes the server answer 409, and all is read anew. A crash
/// between two steps leaves a fence under way, and the same generation goes on from there.
final class Resize {
  /// Most tries: a controller writes its object's status often while pods come and go.
  private static final int MOST_TRIES = 8;

  private final Site site;
  private final Order order;
  private final Generation generation;
  private final List<String> notes = new ArrayList<>();

  /// Site of an order.
  ///
  /// @param cluster the object's cluster
  /// @param target the object
  /// @param workload the object's workload
  /// @param settings of the driver
  record Site(
      KubernetesCluster cluster,
      ClusterTarget target,
      String workload,
      KubernetesSettings settings) {
    ApiServer server() {
      return cluster.server();
    }
  }

  Resize(Site site, Order order, Generation generation) {
    this.site = site;
    this.order = order;
    this.generation = generation;
  }

  /// Tries until the object holds still for long enough.
  Attempt apply() throws CallFailedException {
    String last = "";
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      try {
        notes.clear();
        return once();
      } catch (CallFailedException failed) {
        if (failed.failure().cause() != Failure.Cause.CONFLICT) {
          throw failed;
        }
        last = failed.failure().words();
      }
    }
    return new Attempt.Unreachable(
        site.target().words() + " changed " + MOST_TRIES + " times while it was resized: " + last);
  }

  private Attempt once() throws CallFailedException {
    ScaledObject holding = ScaledObject.read(site.server(), site.target());
    Optional<Fence> found = own(Fence.read(holding.object(), order.placement()));
    Optional<Attempt> known = found.flatMap(fence -> known(fence, holding));
    if (known.isPresent()) {
      return known.get();
    }
    Optional<OtherWriter> other = OtherWriter.find(site.server(), holding, found);
    if (other.isPresent()) {
      return new Attempt.Refused(
          site.target().words() + ": " + other.get().words() + ". " + other.get().remedy());
    }
    Fence fence =
        found
            .filter(same -> same.generation().equals(generation))
            .filter(same -> same.from().isPresent())
            .orElseGet(
                () ->
                    new Fence(
                        generation,
                        order.replicas(),
                        Optional.of(holding.replicas()),
                        Optional.of(site.settings().owner().id())));
    return write(found, fence, holding);
  }

  /// Returns the fence, unless it is another Rheostat's and the target is to be taken over from it.
  private Optional<Fence> own(Optional<Fence> found) throws CallFailedException {
    Optional<String> carried = found.flatMap(Fence::owner);
    if (!site.settings().owner().isForeign(carried)) {
      return found;
    }
    if (site.target().takeOver()) {
      return Optional.empty();
    }
    throw new CallFailedException(
        Failure.Cause.INVALID,
        site.target().words() + ": " + site.settings().owner().refusal(carried.orElse("")));
  }

  /// Returns the verdict of the fence alone on this command.
  private Optional<Attempt> known(Fence fence, ScaledObject holding) {
    int order = fence.generation().compareTo(generation);
    if (order > 0) {
      return Optional.of(
          new Attempt.Refused(
              site.target().words()
                  + " has seen generation "
                  + fence.generation()
                  + " before "
                  + generation));
    }
    if (order == 0 && fence.replicas() != this.order.replicas()) {
      return Optional.of(
          new Attempt.Refused(
              "generation %s asked %s for %d replicas before, and not for %d"
                  .formatted(
                      generation, site.target().words(), fence.replicas(), this.order.replicas())));
    }
    boolean done = order == 0 && fence.from().isEmpty() && holding.replicas() == fence.replicas();
    return done ? Optional.of(accepted()) : Optional.empty();
  }

  private Attempt write(Optional<Fence> found, Fence fence, ScaledObject read)
      throws CallFailedException {
    ScaledObject holding = read;
    if (!found.equals(Optional.of(fence))) {
      JsonPatch patch = fence.patch(holding.object(), order.placement());
      holding = holding.after(site.server().patch(site.target().address(), patch));
    }
    holding = template(holding);
    if (order.replicas() != holding.replicas()) {
      if (order.replicas() < holding.replicas()) {
        choose(holding);
      }
      holding.scale(site.server(), order.replicas());
    }
    resizePods(holding);
    finish(fence);
    announce(holding, fence.from().orElse(order.replicas()));
    return accepted();
  }

  private Attempt accepted() {
    String holds = site.target().words() + " holds " + order.replicas();
    return new Attempt.Accepted(notes.isEmpty() ? holds : holds + "; " + String.join("; ", notes));
  }

  /// Changes the template: new pods come out of it.
  private ScaledObject template(ScaledObject holding) throws CallFailedException {
    if (site.target().requests().isEmpty()) {
      return holding;
    }
    ContainerRequests requests = site.target().requests().get();
    String template =
        ScaledObject.pointer(site.target(), holding.object(), site.target().template());
    Optional<Map.Entry<String, JsonNode>> change =
        requests.change(holding.object(), template + "/spec");
    if (change.isEmpty()) {
      return holding;
    }
    JsonPatch patch =
        JsonPatch.of(holding.object()).set(change.get().getKey(), change.get().getValue());
    return holding.after(site.server().patch(site.target().address(), patch));
  }

  /// Resizes running pods in place, where the server supports it.
  private void resizePods(ScaledObject holding) {
    if (site.target().requests().isEmpty()) {
      return;
    }
    try {
      if (!site.cluster().resizesPods()) {
        notes.add("running pods keep their requests: this server does not resize pods");
        return;
      }
      for (JsonNode pod : Pods.of(site.server(), holding).living()) {
        resize(pod);
      }
    } catch (CallFailedException failed) {
      // The replicas are as ordered; the requests are reported with the outcome.
      notes.add("running pods not resized: " + failed.failure().words());
    }
  }

  private void resize(JsonNode pod) throws CallFailedException {
    ContainerRequests requests = site.target().requests().orElseThrow();
    Optional<Map.Entry<String, JsonNode>> change = requests.change(pod, "/spec");
    if (change.isEmpty()) {
      return;
    }
    Address address =
        Address.of(
            ResourceType.PODS,
            site.target().address().namespace(),
            pod.path("metadata").path("name").asText());
    JsonPatch patch = JsonPatch.unconditional().set(change.get().getKey(), change.get().getValue());
    site.server().patch(address.sub("resize"), patch);
  }

  private void choose(ScaledObject holding) {
    if (!site.target().heedsDeletionCost()) {
      return;
    }
    try {
      List<JsonNode> living = Pods.of(site.server(), holding).living();
      DeletionCosts.mark(
              site.server(),
              living,
              living.size() - order.replicas(),
              site.settings().load().requests(site.workload()))
          .ifPresent(notes::add);
    } catch (CallFailedException failed) {
      // The scale down counts; the controller then chooses the pods to remove.
      notes.add("pods not marked: " + failed.failure().words());
    }
  }

  /// Marks the fence done. If this fails, the fence stays under way, and refuses no more than a
  /// done one.
  private void finish(Fence fence) {
    try {
      site.server().patch(site.target().address(), fence.done(order.placement()));
    } catch (CallFailedException failed) {
      notes.add("fence left open: " + failed.failure().words());
    }
  }

  /// Writes an event at the object. It comes last, so it holds nothing up; a crash right before
  /// leaves the command without one.
  private void announce(ScaledObject holding, int from) {
    if (from == order.replicas()) {
      return;
    }
    ScaledEvent event = new ScaledEvent(holding, order, generation, from);
    try {
      site.server().create(event.address(), event.body(site.workload(), site.server().now()));
    } catch (CallFailedException failed) {
      if (failed.failure().cause() != Failure.Cause.CONFLICT) {
        // The replicas are as ordered; the outcome names the missing right.
        notes.add("event not written: " + failed.failure().words());
      }
    }
  }
}
