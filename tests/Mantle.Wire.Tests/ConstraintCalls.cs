namespace Mantle.Wire.Tests;

static class ConstraintCalls
{
    public static void Refused(QueryOperation operation, string form, string message)
    {
        var error = Assert.Throws<ApiException>(() => Bind(operation, form));
        Assert.Equal("ValidationError", error.Code);
        Assert.Equal(400, error.HttpStatus);
        Assert.Equal(message, error.Message);
    }

    public static object Bind(QueryOperation operation, string form) => operation.Bind(QueryParameters.Parse(Encoding.UTF8.GetBytes(form)));
}
