using static Mantle.Wire.Tests.ConstraintCalls;

namespace Mantle.Wire.Tests;

/// <summary>Texts that AWS was seen to answer, from the answers recorded in public bug reports and probes.</summary>
public class ConstraintTests
{
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
}
