package io.rheostat.app.service.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceNameTest {
  @TempDir private Path folder;

  private String name() throws Exception {
    try (InstanceName instance = InstanceName.claim(folder)) {
      return instance.name();
    }
  }

  @Test
  void the_next_life_has_the_same_name() throws Exception {
    assertThat(name()).isEqualTo(name());
  }

  @Test
  void two_that_live_at_the_same_time_never_have_one_name() throws Exception {
    try (InstanceName first = InstanceName.claim(folder);
        InstanceName second = InstanceName.claim(folder)) {
      assertThat(second.name()).isNotEqualTo(first.name());
    }
  }

  @Test
  void another_folder_is_another_name() throws Exception {
    String here = name();
    folder = folder.resolve("other");

    assertThat(name()).isNotEqualTo(here);
  }

  @Test
  void half_a_name_is_written_anew() throws Exception {
    Files.writeString(folder.resolve("instance"), "2f0c");

    String name = name();

    assertThat(name).hasSize(36).isEqualTo(name());
  }
}
