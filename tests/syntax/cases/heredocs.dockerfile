FROM a
RUN <<EOF
set -e
	echo $A
EOF
COPY <<-'A' 3<<"B C" /srv/
	first
	A
second
B C
RUN cat <<X | sh
echo
X
ONBUILD RUN <<E
echo
E
RUN ["<<NONE"]
RUN <<OPEN
USER b
