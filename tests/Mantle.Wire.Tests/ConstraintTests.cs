namespace Mantle.Wire.Tests;

/// <summary>Texts that AWS was seen to answer, from the answers recorded in public bug reports and probes.</summary>
public class ConstraintTests
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

    [Theory]
    [InlineData(
        "Tags.member.1.Key=novalue",
        "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null"
    )]
    [InlineData(
        "Tags.member.1.Key=bad%23key&Tags.member.1.Value=v",
        @"1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular "
            + @"expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+"
    )]
    [InlineData(
        "Tags.member.1.Key=&Tags.member.1.Value=v",
        @"2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length "
            + @"greater than or equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular "
            + @"expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+"
    )]
    [InlineData(
        "Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Value=v",
        "1 validation error detected: Value at 'tags.2.member.key' failed to satisfy constraint: Member must not be null"
    )]
    [InlineData(
        "Tags.member.2.Key=a&Tags.member.2.Value=1",
        "1 validation error detected: Value at 'tags.1.member' failed to satisfy constraint: Member must not be null"
    )]
    [InlineData("", "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must not be null")]
    public void IAM_names_no_value_and_puts_the_length_first(string tags, string message) =>
        Refused(Iam.Operations.TagUser, $"UserName=u&{tags}", message);

    [Fact]
    public void Too_many_elements_and_a_bad_one_are_two_violations()
    {
        var tags = string.Join('&', Enumerable.Range(1, 50).Select(i => $"Tags.member.{i}.Key=k{i}&Tags.member.{i}.Value=v"));
        Bind(Iam.Operations.TagUser, $"UserName=u&{tags}");
        Refused(
            Iam.Operations.TagUser,
            $"UserName=u&{tags}&Tags.member.51.Key=bad%23key&Tags.member.51.Value=v",
            @"2 validation errors detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or "
                + @"equal to 50; Value at 'tags.51.member.key' failed to satisfy constraint: Member must satisfy regular expression "
                + @"pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+"
        );
    }

    [Theory]
    [InlineData("TagKeys.member.1=")]
    [InlineData("TagKeys.member.1=bad%23key")]
    [InlineData("TagKeys.member.1=bad%23&TagKeys.member.2=k&TagKeys.member.3=bad*")]
    [InlineData("TagKeys.member.2=k")]
    public void Bad_texts_of_a_list_are_one_violation_of_the_list(string keys) =>
        Refused(
            Iam.Operations.UntagUser,
            $"UserName=u&{keys}",
            "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 128, "
                + @"Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: "
                + @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]"
        );

    [Fact]
    public void A_value_outside_an_enum_is_refused_without_the_values() =>
        Refused(
            Iam.Operations.UpdateAccessKey,
            "AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=active",
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set"
        );

    [Fact]
    public void Several_members_are_told_in_one_answer() =>
        Refused(
            Iam.Operations.CreateRole,
            $"RoleName={new string('r', 65)}",
            "2 validation errors detected: Value at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null; "
                + "Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64"
        );

    [Theory]
    [InlineData(
        "UserName=a%20b",
        "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
    )]
    [InlineData(
        "UserName=a%20b&Path=x",
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or "
            + "/ characters."
    )]
    [InlineData(
        "UserName=a&Path=/x",
        "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or "
            + "/ characters."
    )]
    [InlineData(
        "UserName=",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1"
    )]
    [InlineData(
        "UserName=a%20b&Path=",
        "1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length greater than or equal to 1"
    )]
    public void IAM_tells_bad_names_and_paths_in_words_once_nothing_else_is_broken(string form, string message) =>
        Refused(Iam.Operations.CreateUser, form, message);

    [Fact]
    public void Parameters_are_told_in_the_recorded_order() =>
        Refused(
            Iam.Operations.UpdateAccountPasswordPolicy,
            "MinimumPasswordLength=129&PasswordReusePrevention=25&MaxPasswordAge=1096",
            "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have "
                + "value less than or equal to 128; "
                + "Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal to 24; "
                + "Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095"
        );

    [Fact]
    public void Client_ids_and_thumbprints_may_be_absent() =>
        Refused(
            Iam.Operations.CreateOpenIDConnectProvider,
            $"Url={new string('b', 256)}&ThumbprintList.member.1={new string('b', 41)}&ClientIDList.member.1={new string('b', 256)}",
            "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 255, Member must have length greater than or equal to 1]; "
                + "Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 40, Member must have length greater than or equal to 40]; "
                + "Value at 'url' failed to satisfy constraint: Member must have length less than or equal to 255"
        );

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

    [Fact]
    public void A_text_that_the_model_does_not_limit_has_the_limit_of_any_parameter()
    {
        Bind(
            Iam.Operations.SimulateCustomPolicy,
            $"ActionNames.member.1=iam:GetUser&PolicyInputList.member.1={{}}&ResourcePolicy={new string('p', 131_072)}"
        );
        Assert.Equal(
            "ValidationError",
            Assert
                .Throws<ApiException>(() =>
                    Bind(
                        Iam.Operations.SimulateCustomPolicy,
                        $"ActionNames.member.1=iam:GetUser&PolicyInputList.member.1={{}}&CallerArn={new string('p', 131_073)}"
                    )
                )
                .Code
        );
    }

    [Theory]
    [InlineData("UserName=u&Unknown=1", "Unknown")]
    [InlineData("UserName=u&UserName.x=2", "UserName.x")]
    public void An_unknown_parameter_is_refused(string form, string name) =>
        Refused(
            Iam.Operations.DeleteUser,
            $"Action=DeleteUser&Version=2010-05-08&{form}",
            $"The request has a parameter that this server does not know: {name}"
        );

    static void Refused(QueryOperation operation, string form, string message)
    {
        var error = Assert.Throws<ApiException>(() => Bind(operation, form));
        Assert.Equal("ValidationError", error.Code);
        Assert.Equal(400, error.HttpStatus);
        Assert.Equal(message, error.Message);
    }

    static object Bind(QueryOperation operation, string form) => operation.Bind(QueryParameters.Parse(Encoding.UTF8.GetBytes(form)));
}
