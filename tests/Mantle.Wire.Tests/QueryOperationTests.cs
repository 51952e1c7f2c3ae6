using System.Buffers;
using System.Xml.Linq;
using Mantle.Wire.Model;
using static Mantle.Wire.Tests.QueryShapes;

namespace Mantle.Wire.Tests;

public class QueryOperationTests
{
    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var service in Services.All.Where(service => service.Protocol == Protocol.Query))
        foreach (var operation in service.Operations)
            data.Add(service.SigningName, operation.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_request_is_bound(string service, string name)
    {
        var (operation, model) = Find(service, name);
        var request = operation.Bind(Form(model.Input is null ? [] : Samples.Parameters(model.Input)));
        Assert.Equal(operation.RequestType, request.GetType());
        if (model.Input is { } input)
            Same(input, request);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_request_without_its_required_members_is_refused(string service, string name)
    {
        var (operation, model) = Find(service, name);
        var required =
            model
                .Input?.Members.Where(member => member.Required && !(member.Shape.Kind == ShapeKind.Boolean && !member.Shape.Boxed))
                .ToList()
            ?? [];
        if (required.Count == 0)
        {
            operation.Bind(Form([]));
            return;
        }
        var error = Assert.Throws<ApiException>(() => operation.Bind(Form([])));
        Assert.Equal("ValidationError", error.Code);
        Assert.StartsWith($"{required.Count} validation error", error.Message, StringComparison.Ordinal);
        Assert.All(
            required,
            member =>
                Assert.Contains(
                    $" at '{Camel(member)}' failed to satisfy constraint: Member must not be null",
                    error.Message,
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_constraint_on_a_member_is_checked(string service, string name)
    {
        var (operation, model) = Find(service, name);
        foreach (var member in model.Input?.Members ?? [])
        foreach (var (value, constraint) in Broken(member.Shape))
        {
            var parameters = Samples.Parameters(model.Input!).Where(p => p.Name != member.WireName).Append((member.WireName, value));
            var error = Assert.Throws<ApiException>(() => operation.Bind(Form(parameters)));
            Assert.Equal("ValidationError", error.Code);
            Assert.Contains($" at '{Camel(member)}' failed to satisfy constraint: {constraint}", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_response_is_written(string service, string name)
    {
        var (operation, model) = Find(service, name);
        XNamespace xmlns = operation.Service.XmlNamespace;
        var expected = new XElement(
            xmlns + $"{name}Response",
            new XAttribute("xmlns", xmlns),
            model.Output is null ? null : new XElement(xmlns + $"{name}Result", "", Content(xmlns, model.Output)),
            new XElement(xmlns + "ResponseMetadata", new XElement(xmlns + "RequestId", "request-1"))
        );
        var response = model.Output is null ? null : Samples.Record(model.Output, operation.ResponseType);
        Assert.True(XNode.DeepEquals(expected, Written(operation, response)), $"{expected}\n{Written(operation, response)}");
    }

    [Fact]
    public void Members_that_are_absent_are_not_written() =>
        Assert.Equal(
            "<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListUsersResult><Users></Users>"
                + "</ListUsersResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></ListUsersResponse>",
            Written(Iam.Operations.ListUsers, new Iam.ListUsersResponse { Users = [] }).ToString(SaveOptions.DisableFormatting)
        );

    [Fact]
    public void Records_with_secrets_do_not_print_them()
    {
        var key = new Iam.AccessKey
        {
            AccessKeyId = "AKIAIOSFODNN7EXAMPLE",
            SecretAccessKey = "wJalrXUtnFEMI",
            Status = Iam.StatusType.Active,
            UserName = "u",
        };
        Assert.DoesNotContain("wJalr", new Iam.CreateAccessKeyResponse { AccessKey = key }.ToString(), StringComparison.Ordinal);
        var credentials = new Sts.Credentials
        {
            AccessKeyId = "ASIA",
            SecretAccessKey = "wJalrXUtnFEMI",
            SessionToken = "token-1",
            Expiration = Samples.Moment,
        };
        Assert.DoesNotContain("token-1", new Sts.AssumeRoleResponse { Credentials = credentials }.ToString(), StringComparison.Ordinal);
    }

    static (QueryOperation Operation, OperationModel Model) Find(string service, string name)
    {
        var info = Services.Find(service)!;
        return (Assert.IsType<QueryOperation>(info.Find(name), exactMatch: false), info.Model.Operation(name)!);
    }

    static XElement Written(QueryOperation operation, object? response)
    {
        var output = new ArrayBufferWriter<byte>();
        operation.WriteResponse(output, response, "request-1");
        return XElement.Parse(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    static string Camel(MemberModel member) => char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
}
