using System.Buffers;

namespace Mantle.Wire.Tests;

public class QueryErrorTests
{
    [Fact]
    public void An_error_of_a_service_is_in_its_namespace() =>
        Assert.Equal(
            "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>"
                + "<Message>The user with name &lt;x&gt; cannot be found.</Message></Error><RequestId>id-1</RequestId></ErrorResponse>\n",
            Write(Services.Iam, Iam.Errors.NoSuchEntity("The user with name <x> cannot be found."))
        );

    [Fact]
    public void An_unknown_operation_is_told_in_the_namespace_of_faults() =>
        Assert.Equal(
            "<ErrorResponse xmlns=\"http://webservices.amazon.com/AWSFault/2005-15-09\"><Error><Type>Sender</Type><Code>"
                + "InvalidAction</Code>"
                + "<Message>Could not find operation NoSuchAction for version "
                + "2011-06-15</Message></Error><RequestId>id-1</RequestId></ErrorResponse>\n",
            Write(Services.Sts, CommonErrors.InvalidAction("NoSuchAction", "2011-06-15"))
        );

    [Fact]
    public void A_version_that_is_absent_has_a_name() =>
        Assert.Equal(
            "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
            CommonErrors.InvalidAction("GetCallerIdentity", null).Message
        );

    [Fact]
    public void An_empty_message_is_left_out() =>
        Assert.Equal(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + "MalformedInput</Code></Error><RequestId>id-1</RequestId></ErrorResponse>\n",
            Write(Services.Sts, CommonErrors.MalformedInput())
        );

    [Fact]
    public void A_fault_of_the_service_says_so() =>
        Assert.Contains(
            "<Type>Receiver</Type><Code>ServiceFailure</Code>",
            Write(Services.Iam, Iam.Errors.ServiceFailure("m")),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_factories_have_the_codes_and_statuses_of_the_models()
    {
        foreach (var service in Services.All)
        {
            var factories = service.ModelSource.Assembly.GetType($"Mantle.Wire.{service.Name}.Errors", throwOnError: true)!;
            foreach (var shape in service.Model.Shapes.Where(shape => shape.Error is not null))
            {
                var error = Assert.IsType<ApiException>(factories.GetMethod(shape.Error!.Code, [typeof(string)])!.Invoke(null, ["m"]));
                Assert.Equal(shape.Error.Code, error.Code);
                Assert.Equal(shape.Error.Status, error.HttpStatus);
                Assert.Equal(shape.Error.Sender ? Fault.Sender : Fault.Receiver, error.Fault);
                Assert.Equal("m", error.Message);
            }
        }
    }

    [Fact]
    public void Every_service_that_answers_XML_has_the_errors_of_every_service()
    {
        Assert.Equal((403, "AccessDenied"), (Sts.Errors.AccessDenied("m").HttpStatus, Sts.Errors.AccessDenied("m").Code));
        Assert.Equal((400, "ValidationError"), (Iam.Errors.ValidationError("m").HttpStatus, Iam.Errors.ValidationError("m").Code));
    }

    static string Write(ServiceInfo service, ApiException error)
    {
        var output = new ArrayBufferWriter<byte>();
        QueryError.Write(output, service.XmlNamespace, error.Error, "id-1");
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
