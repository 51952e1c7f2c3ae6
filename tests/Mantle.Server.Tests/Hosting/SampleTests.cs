using Mantle.Policy.Tests;

namespace Mantle.Server.Tests.Hosting;

public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_mounts_mantle_beside_an_endpoint_of_its_own() =>
        Assert.Equal(
            ["/hello: from the application", "/readyz: 200", "signed: 200 the root user", "unsigned: 403 nobody"],
            await SampleRun.OutputAsync("MountMantle", TestContext.Current.CancellationToken)
        );
}
