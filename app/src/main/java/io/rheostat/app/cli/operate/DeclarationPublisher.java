package io.rheostat.app.cli.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.StateReader;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.service.fleet.Operator;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/// Publication of a change from the command line.
final class DeclarationPublisher {
  private static final long LAST_RECORDS = 20_000;

  private DeclarationPublisher() {}

  /// Returns the user's name in the operating system.
  static String user() {
    return System.getProperty("user.name", "unknown");
  }

  /// Sends a request and prints its result.
  static int ask(KafkaOptions kafka, CommonOptions common, Function<Operator, String> question)
      throws IOException, InterruptedException, UsageException {
    String bootstrap = kafka.bootstrap();
    int partitions;
    try (Admin admin = Admin.create(Clients.admin(bootstrap, kafka.clientSettings()))) {
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
        FleetPublisher.open(
            bootstrap, partitions, InstantSource.system(), kafka.clientSettings())) {
      Operator operator = new Operator(publisher, () -> view(bootstrap, kafka));
      String done = question.apply(operator);
      System.out.println(
          common.json() ? new ObjectMapper().createObjectNode().put("done", done) : done);
      return 0;
    }
  }

  private static LiveState.View view(String bootstrap, KafkaOptions kafka) {
    LiveState state = new LiveState();
    try (StateReader reader =
        StateReader.open(bootstrap, state, LAST_RECORDS, kafka.clientSettings())) {
      reader.catchUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state.view();
  }
}
