using System.Net;
using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>The JSON protocol: its envelope, and that nothing it is sent is answered with a 5xx.</summary>
[Collection(ServerCollection.Name)]
public class ProtocolTests(TestServer server)
{
    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("""{"PolicyId":1}""")]
    [InlineData("""{"PolicyId":"p-12345678","PolicyId":"p-12345678"}""")]
    [InlineData("\u0000")]
    public async Task What_is_no_json_of_the_operation_is_a_serialization_exception(string body)
    {
        var root = await server.NewAccountAsync();
        var (status, answer) = await root.SendOrgBytesAsync("AWSOrganizationsV20161128.DescribePolicy", Encoding.UTF8.GetBytes(body));
        Assert.Equal((HttpStatusCode.BadRequest, "SerializationException"), (status, (string?)answer!["__type"]));
    }

    [Theory]
    [InlineData("AWSOrganizationsV20161128.NoSuchOperation")]
    [InlineData("AWSOrganizationsV20161128.describeorganization")]
    [InlineData("AWSOrganizationsV20161128.")]
    [InlineData("AWSOrganizations.DescribeOrganization")]
    [InlineData("DescribeOrganization")]
    public async Task A_target_that_names_no_operation_is_unknown(string target)
    {
        var root = await server.NewAccountAsync();
        var (status, answer) = await root.SendOrgBytesAsync(target, "{}"u8.ToArray());
        Assert.Equal((HttpStatusCode.BadRequest, "UnknownOperationException"), (status, (string?)answer!["__type"]));
    }

    [Fact]
    public async Task Credentials_that_are_wrong_are_refused_in_the_words_of_json_services()
    {
        var root = await server.NewAccountAsync();
        var wrong = root.With(new Credentials(root.Credentials.AccessKeyId, "wrong"));
        await wrong.OrgRefused("InvalidSignatureException", null, "DescribeOrganization");
        var unknown = root.With(new Credentials("AKIAIOSFODNN7EXAMPLE", "wrong"));
        await unknown.OrgRefused(
            "UnrecognizedClientException",
            null,
            "DescribeOrganization",
            message: "The security token included in the request is invalid."
        );
    }

    [Theory]
    [InlineData("ParentId", "r-", "INVALID_PATTERN")]
    [InlineData("ParentId", null, "INPUT_REQUIRED")]
    [InlineData("Name", "", "MIN_LENGTH_EXCEEDED")]
    public async Task A_broken_constraint_is_told_by_its_reason(string member, string? value, string reason)
    {
        var management = await server.NewOrganizationAsync();
        var input = new Dictionary<string, object?>
        {
            ["ParentId"] = await management.RootIdAsync(),
            ["Name"] = "unit",
            [member] = value,
        };
        await management.OrgRefused("InvalidInputException", reason, "CreateOrganizationalUnit", input);
    }
}
