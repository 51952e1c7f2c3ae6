using static Mantle.Wire.Tests.ConstraintCalls;

namespace Mantle.Wire.Tests;

/// <summary>Texts that STS was seen to answer, from the answers recorded in public bug reports and probes.</summary>
public class StsConstraintTests
{
    const string Role = "RoleArn=arn:aws:iam::123456789012:role/reader";

    const string ArnPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";

    [Theory]
    [InlineData(
        "RoleSessionName=s1",
        "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null"
    )]
    [InlineData(Role, "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null")]
    [InlineData(
        "RoleArn=&RoleSessionName=s1",
        $"2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular "
            + $"expression pattern: {ArnPattern}; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater "
            + $"than or equal to 20"
    )]
    [InlineData(
        "RoleArn=not-an-arn&RoleSessionName=s1",
        "1 validation error detected: Value 'not-an-arn' at 'roleArn' failed to satisfy constraint: Member must have length "
            + "greater than or equal to 20"
    )]
    [InlineData(
        Role + "&RoleSessionName=",
        "1 validation error detected: Value '' at 'roleSessionName' failed to satisfy constraint: Member must have length "
            + "greater than or equal to 2"
    )]
    [InlineData(
        Role + "&RoleSessionName=bad/name",
        @"1 validation error detected: Value 'bad/name' at 'roleSessionName' failed to satisfy constraint: Member must satisfy "
            + @"regular expression pattern: [\w+=,.@-]*"
    )]
    [InlineData(
        Role + "&RoleSessionName=s1&DurationSeconds=899",
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value "
            + "greater than or equal to 900"
    )]
    [InlineData(
        Role + "&RoleSessionName=s1&DurationSeconds=43201",
        "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value "
            + "less than or equal to 43200"
    )]
    public void STS_names_the_value_and_puts_the_pattern_first(string form, string message) =>
        Refused(Sts.Operations.AssumeRole, form, message);

    [Fact]
    public void STS_counts_code_points()
    {
        var arn = string.Concat(Enumerable.Repeat("\U0001F600", 2048));
        var pattern =
            $"Value '{arn}' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: {ArnPattern}";
        Refused(Sts.Operations.AssumeRole, $"RoleArn={arn}&RoleSessionName=s1", $"1 validation error detected: {pattern}");

        arn += "\U0001F600";
        pattern = $"Value '{arn}' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: {ArnPattern}";
        Refused(
            Sts.Operations.AssumeRole,
            $"RoleArn={arn}&RoleSessionName=s1",
            $"2 validation errors detected: {pattern}; Value '{arn}' at 'roleArn' failed to satisfy constraint: Member must "
                + $"have length less than or equal to 2048"
        );

        Bind(Sts.Operations.AssumeRole, $"RoleArn={new string('é', 2048)}&RoleSessionName=s1");
        arn = string.Concat(Enumerable.Repeat("e\u0301", 1025));
        Refused(
            Sts.Operations.AssumeRole,
            $"RoleArn={arn}&RoleSessionName=s1",
            $"1 validation error detected: Value '{arn}' at 'roleArn' failed to satisfy constraint: Member must have length "
                + $"less than or equal to 2048"
        );
    }

    [Fact]
    public void A_secret_is_not_repeated()
    {
        var error = Assert.Throws<ApiException>(() =>
            Bind(Sts.Operations.AssumeRoleWithWebIdentity, Role + "&RoleSessionName=s1&WebIdentityToken=abc")
        );
        Assert.Equal(
            "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length "
                + "greater than or equal to 4",
            error.Message
        );
    }
}
