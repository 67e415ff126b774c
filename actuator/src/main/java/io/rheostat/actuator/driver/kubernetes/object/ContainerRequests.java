package io.rheostat.actuator.driver.kubernetes.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Desired requests of a container.
///
/// @param container its name
/// @param wanted quantities by `memory` and `cpu`; resources not in it are left alone
public record ContainerRequests(String container, SortedMap<String, String> wanted) {

  static Optional<ContainerRequests> of(Map<String, String> settings) throws CallFailedException {
    String container = settings.get("container");
    if (container == null || !settings.containsKey("resources")) {
      return Optional.empty();
    }
    SortedMap<String, String> wanted = new TreeMap<>();
    for (String resource : new String[] {"cpu", "memory"}) {
      String quantity = settings.get(resource);
      if (quantity != null) {
        if (amount(quantity).isEmpty()) {
          throw new CallFailedException(
              Failure.Cause.INVALID, resource + " of the target is \"" + quantity + "\".");
        }
        wanted.put(resource, quantity);
      }
    }
    return Optional.of(new ContainerRequests(container, wanted));
  }

  /// Returns the change needed for the container in these specs to request it.
  ///
  /// @param specs pointer to the pod's spec in the object
  /// @return the pointer to its resources and their new value; empty when it requests it
  /// @throws CallFailedException when there is no such container
  public Optional<Map.Entry<String, JsonNode>> change(JsonNode object, String specs)
      throws CallFailedException {
    JsonNode containers = object.at(specs + "/containers");
    for (int index = 0; index < containers.size(); index++) {
      JsonNode one = containers.path(index);
      if (one.path("name").asText().equals(container)) {
        JsonNode after = changed(one.path("resources"));
        return after.equals(one.path("resources"))
            ? Optional.empty()
            : Optional.of(Map.entry(specs + "/containers/" + index + "/resources", after));
      }
    }
    throw new CallFailedException(
        Failure.Cause.INVALID,
        "there is no container "
            + container
            + " in "
            + object.path("kind").asText("the pod")
            + " "
            + object.path("metadata").path("name").asText()
            + ".");
  }

  private JsonNode changed(JsonNode resources) {
    ObjectNode after =
        resources instanceof ObjectNode found
            ? found.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    wanted.forEach((resource, quantity) -> set(after, resource, quantity));
    return after;
  }

  /// Sets a request. A limit equal to the request stays equal, because that decides the pod's class
  /// of service; a lower limit is raised, because the server refuses it.
  private static void set(ObjectNode resources, String resource, String quantity) {
    BigDecimal wanted = amount(quantity).orElseThrow();
    Optional<BigDecimal> request = amount(resources.at("/requests/" + resource).asText());
    Optional<BigDecimal> limit = amount(resources.at("/limits/" + resource).asText());
    if (!same(request, wanted)) {
      resources.withObjectProperty("requests").put(resource, quantity);
    }
    if (limit.isEmpty() || same(limit, wanted)) {
      return;
    }
    boolean tied = request.isPresent() && same(limit, request.get());
    if (tied || limit.get().compareTo(wanted) < 0) {
      resources.withObjectProperty("limits").put(resource, quantity);
    }
  }

  private static boolean same(Optional<BigDecimal> one, BigDecimal other) {
    return one.filter(amount -> amount.compareTo(other) == 0).isPresent();
  }

  private static Optional<BigDecimal> amount(String quantity) {
    try {
      return quantity.isEmpty()
          ? Optional.empty()
          : Optional.of(new Quantity(quantity).getNumericalAmount());
    } catch (IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
