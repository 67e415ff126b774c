package io.rheostat.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// Update of the settings of existing topics to the ones this version relies on: the brokers refuse
/// records stamped far ahead, and snapshots of every hour stay. Topics of an earlier version, and
/// topics created by others on a cluster, may have different settings.
public final class TopicLimits {
  /// Most that a record's timestamp may be ahead of the broker's clock.
  public static final Duration AHEAD = Duration.ofHours(1);

  private TopicLimits() {}

  /// Sets the differing settings.
  ///
  /// @return settings that could not be set, each with the remedy; empty when all is as it should
  ///     be
  /// @throws IllegalStateException when the brokers do not report the settings
  public static List<String> apply(Admin admin) {
    Map<ConfigResource, Topic> resources = new HashMap<>();
    for (Topic topic : Topic.values()) {
      resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), topic);
    }
    List<String> refused = new ArrayList<>();
    try {
      for (var told : admin.describeConfigs(resources.keySet()).all().get().entrySet()) {
        Topic topic = Topic.ofName(told.getKey().name());
        Map<String, String> wanted = wanted(topic, told.getValue());
        if (!wanted.isEmpty()) {
          set(admin, told.getKey(), wanted, refused);
        }
      }
    } catch (ExecutionException e) {
      refused.add("the topics' settings are not told: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were looked at.", e);
    }
    return refused;
  }

  private static Map<String, String> wanted(Topic topic, Config told) {
    Map<String, String> wanted = new TreeMap<>();
    ConfigEntry ahead = told.get(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
    if (ahead == null || Long.parseLong(ahead.value()) > AHEAD.toMillis()) {
      wanted.put(
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(AHEAD.toMillis()));
    }
    ConfigEntry policy = told.get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (topic == Topic.SNAPSHOTS
        && policy != null
        && !policy.value().equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
      // Earlier versions kept each partition's newest alone.
      Map<String, String> settings = topic.settings();
      for (String name :
          List.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.RETENTION_MS_CONFIG,
              TopicConfig.RETENTION_BYTES_CONFIG)) {
        wanted.put(name, settings.getOrDefault(name, ""));
      }
    }
    return wanted;
  }

  private static void set(
      Admin admin, ConfigResource topic, Map<String, String> wanted, List<String> refused)
      throws InterruptedException {
    List<AlterConfigOp> changes = new ArrayList<>();
    wanted.forEach(
        (name, value) ->
            changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    try {
      var _ = admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
    } catch (ExecutionException e) {
      refused.add(
          "topic "
              + topic.name()
              + " needs the settings "
              + wanted
              + "; set them with kafka-configs. This login may not: "
              + e.getCause());
    }
  }
}
