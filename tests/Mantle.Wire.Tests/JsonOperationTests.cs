using System.Buffers;
using System.Text.Json.Nodes;
using Mantle.Wire.Model;
using static Mantle.Wire.Tests.JsonShapes;

namespace Mantle.Wire.Tests;

public class JsonOperationTests
{
    public static TheoryData<string> Operations() => [.. Services.Organizations.Model.Operations.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_request_is_bound(string name)
    {
        var (operation, model) = Find(name);
        var request = operation.Bind(Encoding.UTF8.GetBytes(model.Input is null ? "{}" : Json(model.Input).ToJsonString()));
        Assert.Equal(operation.RequestType, request.GetType());
        if (model.Input is { } input)
            Same(input, request);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_request_without_its_required_members_is_refused(string name)
    {
        var (operation, model) = Find(name);
        if (model.Input?.Members.Any(member => member.Required) != true)
        {
            operation.Bind("{}"u8);
            return;
        }
        var error = Assert.Throws<ApiException>(() => operation.Bind("{}"u8));
        Assert.Equal(("InvalidInputException", 400), (error.Code, error.HttpStatus));
        Assert.Equal([new("Reason", "INPUT_REQUIRED")], error.Error.Details);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_member_of_a_response_is_written(string name)
    {
        var (operation, model) = Find(name);
        var output = new ArrayBufferWriter<byte>();
        operation.WriteResponse(output, model.Output is null ? null : Samples.Record(model.Output, operation.ResponseType, NotRecursive));
        if (model.Output is null)
            Assert.Equal(0, output.WrittenCount);
        else
            Assert.True(
                JsonNode.DeepEquals(Json(model.Output), JsonNode.Parse(output.WrittenSpan)),
                Encoding.UTF8.GetString(output.WrittenSpan)
            );
    }

    [Theory]
    [InlineData("""{"Name":"n","ParentId":"x"}""", "INVALID_PATTERN", "You provided a value that does not match the required pattern.")]
    [InlineData("""{"Name":"","ParentId":"r-abcd"}""", "MIN_LENGTH_EXCEEDED", null)]
    [InlineData("""{"Name":null,"ParentId":"r-abcd"}""", "INPUT_REQUIRED", null)]
    [InlineData("""{"Name":"n","ParentId":"r-abcd","Tags":[null]}""", "INPUT_REQUIRED", null)]
    [InlineData("""{"Name":"n","ParentId":"r-abcd","Tags":[{"Key":"k"}]}""", "INPUT_REQUIRED", null)]
    public void The_first_broken_constraint_is_told_with_its_reason(string json, string reason, string? message)
    {
        var error = Assert.Throws<ApiException>(() => Organizations.Operations.CreateOrganizationalUnit.Bind(Encoding.UTF8.GetBytes(json)));
        Assert.Equal("InvalidInputException", error.Code);
        Assert.Equal([new("Reason", reason)], error.Error.Details);
        Assert.Contains(reason, Organizations.InvalidInputExceptionReason.All);
        if (message is not null)
            Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Numbers_and_enums_have_reasons_of_their_own()
    {
        Assert.Equal("MAX_VALUE_EXCEEDED", Reason("""{"MaxResults":21,"Filter":"SERVICE_CONTROL_POLICY"}"""));
        Assert.Equal("MIN_VALUE_EXCEEDED", Reason("""{"MaxResults":0,"Filter":"SERVICE_CONTROL_POLICY"}"""));
        Assert.Equal("INVALID_ENUM", Reason("""{"Filter":"NO_SUCH_POLICY"}"""));

        static string Reason(string json) =>
            Assert
                .Throws<ApiException>(() => Organizations.Operations.ListPolicies.Bind(Encoding.UTF8.GetBytes(json)))
                .Error.Details[0]
                .Value;
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("null", "")]
    [InlineData("\"x\"", "")]
    [InlineData("{\"MaxResults\":1,}", "")]
    [InlineData("{\"MaxResults\":1}{}", "")]
    [InlineData("{\"MaxResults\":1,\"MaxResults\":2}", "")]
    [InlineData("[]", "Start of list found where not expected")]
    [InlineData("{\"MaxResults\":1.5}", "")]
    [InlineData("{\"MaxResults\":99999999999}", "")]
    [InlineData("{\"MaxResults\":\"1\"}", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("{\"MaxResults\":[]}", "Start of list found where not expected")]
    [InlineData("{\"MaxResults\":{}}", "Start of structure or map found where not expected.")]
    [InlineData("{\"NextToken\":1}", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("{\"NextToken\":true}", "TRUE_VALUE can not be converted to a String")]
    [InlineData("{\"NextToken\":\"\\uD83D\"}", "")]
    public void What_is_no_request_is_a_serialization_error(string json, string message)
    {
        if (json.Length == 0)
        {
            Assert.Null(Organizations.Operations.ListRoots.Bind([]).MaxResults);
            return;
        }
        var error = Assert.Throws<ApiException>(() => Organizations.Operations.ListRoots.Bind(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(("SerializationException", 400, message), (error.Code, error.HttpStatus, error.Message));
    }

    [Theory]
    [InlineData("""{"ResourceId":"123456789012","Tags":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"ResourceId":"123456789012","Tags":"x"}""", "Expected list or null")]
    [InlineData("""{"ResourceId":"123456789012","Tags":[[]]}""", "Start of list found where not expected")]
    [InlineData("""{"ResourceId":"123456789012","Tags":["x"]}""", "Expected null")]
    public void What_is_no_list_or_structure_is_a_serialization_error(string json, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<ApiException>(() => Organizations.Operations.TagResource.Bind(Encoding.UTF8.GetBytes(json))).Message
        );

    [Fact]
    public void Null_is_absent()
    {
        var request = Organizations.Operations.ListRoots.Bind("""{"Unknown":null,"NextToken":null,"MaxResults":5}"""u8);
        Assert.Equal((5, null), (request.MaxResults, request.NextToken));
    }

    [Theory]
    [InlineData("""{"Unknown":{"MaxResults":[1,{"a":2}]},"MaxResults":5}""")]
    [InlineData("""{"Unknown":false}""")]
    [InlineData("""{"MaxResults":5,"Unknown":""}""")]
    public void A_member_that_the_model_does_not_know_is_refused(string json)
    {
        var error = Assert.Throws<ApiException>(() => Organizations.Operations.ListRoots.Bind(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(
            ("SerializationException", "The request has a member that this server does not know: Unknown"),
            (error.Code, error.Message)
        );
    }

    [Fact]
    public void A_document_may_only_be_so_deep() =>
        Assert.Equal(
            "SerializationException",
            Assert
                .Throws<ApiException>(() =>
                    Organizations.Operations.ListRoots.Bind(
                        Encoding.UTF8.GetBytes($"{{\"Unknown\":{new string('[', 100)}{new string(']', 100)}}}")
                    )
                )
                .Code
        );

    [Fact]
    public void Errors_name_their_type()
    {
        var output = new ArrayBufferWriter<byte>();
        JsonError.Write(
            output,
            Services.Organizations,
            Organizations
                .Errors.ConstraintViolationException("m", Organizations.ConstraintViolationExceptionReason.AccountNumberLimitExceeded)
                .Error
        );
        Assert.Equal(
            """{"__type":"ConstraintViolationException","Message":"m","Reason":"ACCOUNT_NUMBER_LIMIT_EXCEEDED"}""",
            Encoding.UTF8.GetString(output.WrittenSpan)
        );
        output.ResetWrittenCount();
        JsonError.Write(output, Services.Organizations, CommonErrors.UnknownOperationException().Error);
        Assert.Equal("""{"__type":"UnknownOperationException"}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(
            (500, Fault.Receiver),
            (Organizations.Errors.ServiceException("m").HttpStatus, Organizations.Errors.ServiceException("m").Fault)
        );
        Assert.Equal("AWSOrganizationsV20161128", Services.Organizations.TargetPrefix);
    }

    static (JsonOperation Operation, OperationModel Model) Find(string name) =>
        (Assert.IsType<JsonOperation>(Services.Organizations.Find(name), exactMatch: false), Services.Organizations.Model.Operation(name)!);
}
