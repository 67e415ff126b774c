package io.rheostat.app.cli.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.page.StateReader;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.service.fleet.Operator;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/// Publication of a change from the command line.
final class DeclarationPublisher {
  private DeclarationPublisher() {}

  /// Returns the user's name in the operating system.
  static String user() {
    return System.getProperty("user.name", "unknown");
  }

  /// Sends a request and prints its result.
  static int ask(KafkaOptions kafka, CommonOptions common, Function<Operator, String> question)
      throws IOException, InterruptedException, UsageException {
    String bootstrap = kafka.bootstrap();
    Map<String, String> settings = kafka.clientSettings();
    int partitions;
    try (Admin admin = Admin.create(Clients.admin(bootstrap, settings))) {
      partitions =
          admin
              .describeTopics(List.of(Topic.POOL_LOG.topicName()))
              .allTopicNames()
              .get()
              .values()
              .iterator()
              .next()
              .partitions()
              .size();
    } catch (ExecutionException e) {
      throw new IOException("the topics could not be read: " + e.getMessage(), e);
    }
    try (FleetPublisher publisher =
        FleetPublisher.open(bootstrap, partitions, InstantSource.system(), settings)) {
      Operator operator =
          new Operator(publisher, () -> StateReader.newest(bootstrap, settings).view());
      String done = question.apply(operator);
      System.out.println(
          common.json() ? new ObjectMapper().createObjectNode().put("done", done) : done);
      return 0;
    }
  }
}
