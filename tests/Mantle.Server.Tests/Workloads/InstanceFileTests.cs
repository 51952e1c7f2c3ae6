using Mantle.Cli.Client;
using Mantle.Cli.Imds;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Workloads;

/// <summary>The file of the instances that one process serves.</summary>
public class InstanceFileTests
{
    [Fact]
    public void What_an_instance_does_not_say_is_as_usual()
    {
        var instance = Assert.Single(Read("""{"instances": [{"address": "10.0.0.2", "instanceProfile": "web"},]}"""));
        Assert.Equal(
            ("10.0.0.2", "web", "required", 1),
            (instance.Address, instance.InstanceProfile, instance.HttpTokens, instance.HopLimit)
        );
        Assert.Matches("^i-[0-9a-f]{17}$", instance.InstanceId);
    }

    [Fact]
    public void What_it_says_is_its_own()
    {
        var instance = Assert.Single(
            Read(
                """
                {"instances": [{"address": "::1", "instanceProfile": "web", "instanceId": "i-0abc", "httpTokens": "optional",
                  "hopLimit": 2, "availabilityZone": "eu-west-1b", "instanceType": "m5.large", "imageId": "ami-1"}]}
                """
            )
        );
        Assert.Equal(
            ("i-0abc", "optional", 2, "eu-west-1b", "m5.large", "ami-1"),
            (
                instance.InstanceId,
                instance.HttpTokens,
                instance.HopLimit,
                instance.AvailabilityZone,
                instance.InstanceType,
                instance.ImageId
            )
        );
    }

    [Theory]
    [InlineData("""{"instances": []}""", "has no instances.")]
    [InlineData("""{"instances": [{"address": "10.0.0.2"}]}""", "is not as it must be, at line 1:")]
    [InlineData("""{"instances": [{"address": "x", "instanceProfile": "web"}]}""", "address is an IP address, not 'x'.")]
    [InlineData("""{"instances": [{"address": "10.0.0.2", "instanceProfile": "web", "extra": 1}]}""", "is not as it must be")]
    [InlineData(
        """{"instances": [{"address": "10.0.0.2", "instanceProfile": "web", "instanceId": "x"}]}""",
        "instanceId begins with i-, not 'x'."
    )]
    [InlineData("""{"instances": [{"address": "10.0.0.2", "instanceProfile": "web", "hopLimit": 65}]}""", "hopLimit is 1 to 64, not 65.")]
    [InlineData(
        """{"instances": [{"address": "10.0.0.2", "instanceProfile": "a"}, {"address": "10.0.0.2", "instanceProfile": "b"}]}""",
        "has two instances at 10.0.0.2; an address is one instance's."
    )]
    public void What_is_wrong_is_said_in_one_sentence(string text, string sentence)
    {
        var error = Assert.Throws<CommandException>(() => Read(text));
        Assert.Contains(sentence, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    static IReadOnlyList<InstanceOptions> Read(string text)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "instances.json");
        File.WriteAllText(file, text);
        return InstanceFile.Read(file);
    }
}
