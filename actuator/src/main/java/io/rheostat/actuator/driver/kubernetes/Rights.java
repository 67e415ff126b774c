package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import java.util.ArrayList;
import java.util.List;

/// Rights of a login at a target, asked of the API server by SelfSubjectAccessReviews.
final class Rights {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResourceType REVIEWS =
      new ResourceType("authorization.k8s.io", "v1", "selfsubjectaccessreviews");

  private Rights() {}

  /// Operation on an address.
  private record Deed(Verb verb, Address address) {
    @Override
    public String toString() {
      return verb + " " + address;
    }
  }

  /// Returns the rights the login lacks for resizing the target, such as `patch deployments
  /// chat/chat-32b`.
  static List<String> missing(ApiServer server, ClusterTarget target) throws CallFailedException {
    List<String> missing = new ArrayList<>();
    for (Deed deed : needed(target)) {
      JsonNode answer = server.create(REVIEWS.path() + "/" + REVIEWS.plural(), review(deed));
      if (!answer.path("status").path("allowed").asBoolean()) {
        missing.add(deed.toString());
      }
    }
    return missing;
  }

  private static List<Deed> needed(ClusterTarget target) {
    Address object = target.address();
    String namespace = object.namespace();
    List<Deed> needed = new ArrayList<>();
    needed.add(new Deed(Verb.GET, object));
    needed.add(new Deed(Verb.PATCH, object));
    if (target.replicas().isEmpty()) {
      needed.add(new Deed(Verb.GET, object.sub("scale")));
      needed.add(new Deed(Verb.UPDATE, object.sub("scale")));
    }
    needed.add(new Deed(Verb.LIST, Address.all(ResourceType.PODS, namespace)));
    if (target.heedsDeletionCost()) {
      needed.add(new Deed(Verb.PATCH, Address.all(ResourceType.PODS, namespace)));
    }
    if (target.requests().isPresent()) {
      needed.add(new Deed(Verb.PATCH, Address.all(ResourceType.PODS, namespace).sub("resize")));
    }
    needed.add(new Deed(Verb.LIST, Address.all(ResourceType.AUTOSCALERS, namespace)));
    needed.add(new Deed(Verb.LIST, Address.all(ResourceType.EVENTS, namespace)));
    needed.add(new Deed(Verb.CREATE, Address.all(ResourceType.EVENTS, namespace)));
    return needed;
  }

  private static ObjectNode review(Deed deed) {
    ObjectNode review = JSON.createObjectNode();
    review.put("apiVersion", REVIEWS.group() + "/" + REVIEWS.version());
    review.put("kind", "SelfSubjectAccessReview");
    ObjectNode asked = review.putObject("spec").putObject("resourceAttributes");
    Address address = deed.address();
    asked.put("verb", deed.verb().toString());
    asked.put("group", address.type().group());
    asked.put("resource", address.type().plural());
    asked.put("namespace", address.namespace());
    address.name().ifPresent(name -> asked.put("name", name));
    address.subresource().ifPresent(part -> asked.put("subresource", part));
    return review;
  }
}
