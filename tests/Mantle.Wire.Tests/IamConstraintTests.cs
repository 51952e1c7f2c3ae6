using static Mantle.Wire.Tests.ConstraintCalls;

namespace Mantle.Wire.Tests;

/// <summary>Texts that IAM was seen to answer, from the answers recorded in public bug reports and probes.</summary>
public class IamConstraintTests
{
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
}
