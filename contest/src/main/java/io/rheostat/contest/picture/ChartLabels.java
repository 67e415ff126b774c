package io.rheostat.contest.picture;

import java.util.ArrayList;
import java.util.List;

/// Places for the numbers of a picture's marks, without covering each other or a mark: the nearest
/// free place around each, the nearer circles first.
final class ChartLabels {
  private static final int[] RADII = {13, 19, 26, 34, 43, 53, 64, 76, 90, 110};
  private static final int DIRECTIONS = 16;
  private static final double HALF_WIDTH = 8;
  private static final double HALF_HEIGHT = 6.5;
  private static final double MARK = 6;

  private final List<Place> marks;
  private final List<Place> taken = new ArrayList<>();

  /// A point of the picture.
  record Place(double x, double y) {
    double distance(Place other) {
      return StrictMath.hypot(x - other.x, y - other.y);
    }
  }

  private ChartLabels(List<Place> marks) {
    this.marks = marks;
  }

  /// Returns the middle of each mark's number.
  static List<Place> around(List<Place> marks) {
    ChartLabels labels = new ChartLabels(marks);
    for (Place mark : marks) {
      labels.taken.add(labels.place(mark));
    }
    return List.copyOf(labels.taken);
  }

  private Place place(Place mark) {
    for (int radius : RADII) {
      for (int i = 0; i < DIRECTIONS; i++) {
        double angle = -Math.PI / 4 + 2 * Math.PI * i / DIRECTIONS;
        Place place =
            new Place(
                mark.x() + radius * StrictMath.cos(angle),
                mark.y() + radius * StrictMath.sin(angle));
        if (isInside(place) && isFree(place)) {
          return place;
        }
      }
    }
    return new Place(mark.x(), mark.y() - RADII[0]);
  }

  private static boolean isInside(Place place) {
    return place.x() > Axes.LEFT + HALF_WIDTH
        && place.x() < Axes.LEFT + Axes.WIDTH + 10
        && place.y() > Axes.TOP - 12
        && place.y() < Axes.TOP + Axes.HEIGHT - HALF_HEIGHT;
  }

  private boolean isFree(Place place) {
    for (Place mark : marks) {
      if (isWithin(place, mark, HALF_WIDTH + MARK, HALF_HEIGHT + MARK)) {
        return false;
      }
    }
    for (Place other : taken) {
      if (isWithin(place, other, 2 * HALF_WIDTH, 2 * HALF_HEIGHT)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(Place one, Place other, double width, double height) {
    return Math.abs(one.x() - other.x()) < width && Math.abs(one.y() - other.y()) < height;
  }
}
