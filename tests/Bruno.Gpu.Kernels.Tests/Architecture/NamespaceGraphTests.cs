using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Tests.Architecture
{
    /// <summary>A folder uses those on the floors below it, and none that uses it in turn.</summary>
    public sealed class NamespaceGraphTests
    {
        [Fact]
        public void Kernels_have_no_circle_of_namespaces()
        {
            NamespaceGraph graph = NamespaceGraph.Of(typeof(Float32).Assembly);

            Assert.True(graph.Namespaces.Count > 10);
            Assert.Equal("", graph.DescribeCircles());
        }

        [Fact]
        public void Uses_in_constraints_fields_and_bodies_are_seen()
        {
            NamespaceGraph graph = NamespaceGraph.Of(typeof(Float32).Assembly);

            Assert.Contains("Bruno.Gpu.Kernels.Scalars", graph.UsesOf("Bruno.Gpu.Kernels.Devices"));
            Assert.Contains("Bruno.Gpu.Kernels.Devices", graph.UsesOf("Bruno.Gpu.Kernels.Integrators"));
            Assert.DoesNotContain("Bruno.Gpu.Kernels.Devices", graph.UsesOf("Bruno.Gpu.Kernels.Scalars"));
        }

        [Fact]
        public void A_circle_that_only_bodies_and_generic_arguments_make_is_found()
        {
            NamespaceGraph graph = NamespaceGraph.Of(typeof(NamespaceGraphTests).Assembly);

            IReadOnlyList<string> circle = Assert.Single(
                graph.Circles(), names => names.Contains("Bruno.Gpu.Kernels.Tests.Architecture.Hen"));
            Assert.Equal(
                ["Bruno.Gpu.Kernels.Tests.Architecture.Chick", "Bruno.Gpu.Kernels.Tests.Architecture.Egg", "Bruno.Gpu.Kernels.Tests.Architecture.Hen"],
                circle);
            Assert.Contains("Architecture.Egg uses Bruno.Gpu.Kernels.Tests.Architecture.Chick in Laid", graph.DescribeCircles());
        }
    }
}

namespace Bruno.Gpu.Kernels.Tests.Architecture.Hen
{
    public static class Grown
    {
        public static int Lay() => Egg.Laid.Count;
    }
}

namespace Bruno.Gpu.Kernels.Tests.Architecture.Egg
{
    public static class Laid
    {
        public static int Count => Array.Empty<Chick.Hatched>().Length;
    }
}

namespace Bruno.Gpu.Kernels.Tests.Architecture.Chick
{
    public sealed class Hatched
    {
        public Func<Hatched, int> Grow { get; } = _ => Hen.Grown.Lay();
    }
}
