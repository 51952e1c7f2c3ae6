using Mantle.Policy.Tests;

namespace Mantle.SigV4.Tests;

public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_signs_and_verifies_over_the_loopback_interface() =>
        Assert.Equal(
            ["signed: 200 verified", "unsigned: 403 MissingAuthenticationToken"],
            await SampleRun.OutputAsync("SignRequest", TestContext.Current.CancellationToken)
        );
}
