package io.rheostat.app.service.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class FleetOwnerTest {
  private @TempDir Path scratch;

  private Owner owner(Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Admin admin = Admin.create(Clients.admin(broker.bootstrap()))) {
      Topics.create(admin, 1, (short) 1);
      return FleetOwner.of(admin);
    }
  }

  @Test
  void aFolderThatWasLostHasTheSameOwnerAndAnotherFolderHasAnother() throws Exception {
    Path folder = scratch.resolve("kafka");
    Owner first = owner(folder);
    Files.move(folder, scratch.resolve("lost"));

    assertThat(owner(folder)).isEqualTo(first);
    assertThat(owner(scratch.resolve("another"))).isNotEqualTo(first);
  }
}
