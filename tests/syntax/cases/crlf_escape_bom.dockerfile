# Escape = `

FR`
OM a `
 # comment

  AS b
RUN <<E
	x
E
ENV A=`
b C="d `" e"
CMD [ "a", `
	"b" ]